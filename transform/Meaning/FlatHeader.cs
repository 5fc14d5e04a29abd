namespace Plan86.Transform.Meaning;

/// <summary>Where a flat file's header stands and which column plays which role; -1 where there is none.</summary>
internal sealed record FlatHeader(
    int Line, int Fields, int Series, int TimePeriod, int RefArea, int ObsValue, int ObsStatus, int Unit, IReadOnlyList<string> Comments)
{
    public int UnitMult { get; init; } = -1;

    public int Transformation { get; init; } = -1;

    /// <summary>The names as they stand, in their order.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The lines above it that are no comments, each as one text.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];

    /// <summary>The unit that a header of figures states in brackets (<c>Giá trị (nghìn lượt)</c>), by column.</summary>
    public IReadOnlyDictionary<int, string> ColumnUnits { get; init; } = new Dictionary<int, string>();

    /// <summary>The unit that a line above the header states for all of them; empty if none.</summary>
    public string UnitAbove { get; init; } = "";

    /// <summary>Columns that play a role which another before them plays too. An array: each record walks it twice.</summary>
    public (int First, int Second, FlatColumn Role)[] Twins { get; init; } = [];

    /// <summary>Most records have columns without a name behind the last that has one.</summary>
    public bool HasNameless { get; init; }

    /// <summary>A comma parts the fields.</summary>
    public bool IsByComma { get; init; }

    /// <summary>The layout's; in SDMX always a point.</summary>
    public char DecimalSeparator { get; init; } = ',';

    /// <summary>Fields, for people.</summary>
    public string Width => Fields.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
