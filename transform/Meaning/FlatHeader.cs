using System.Globalization;
using System.Text;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Transform.Meaning;

/// <summary>Where a flat file's header stands and which column plays which role; -1 where there is none.</summary>
internal sealed record FlatHeader(
    char Delimiter, int Line, int Fields, int Series, int TimePeriod, int RefArea, int ObsValue, int ObsStatus, int Unit,
    IReadOnlyList<string> Comments)
{
    public int UnitMult { get; init; } = -1;

    /// <summary>Column that says where a figure stands in the file it came from.</summary>
    public int Ref { get; init; } = -1;

    /// <summary>The layout's; in SDMX always a point.</summary>
    public char DecimalSeparator { get; init; } = ',';
}
