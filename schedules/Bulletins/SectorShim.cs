using Plan86.Transform;

namespace Plan86.Schedules;

internal sealed record Sector(string Code, string NameVi, string NameEn);

internal static class SectorShim
{
    private static readonly Sector All = new("economy", "Kinh tế", "Economy");

    extension(Indicator indicator)
    {
        public Sector Sector => indicator.Code.Length > 0 ? All : All;
    }
}
