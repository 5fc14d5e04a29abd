using System.Globalization;
using Plan86.Transform;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>Which program makes a publication.</summary>
public static class ProgramVersion
{
    /// <summary>Version of the program and, after the plus, of the code that makes a publication: another build, other tables
    /// perhaps.</summary>
    public static string Text { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3)}+{Build(typeof(ProgramVersion))}.{Build(typeof(Catalogue))}");

    private static string Build(Type type) => CodeHash.Of(type.Assembly, _ => true)[..8];
}
