using System.Globalization;
using System.Text;

namespace Plan86.Transform.Plan;

/// <summary>A day on which the meaning of figures changed.</summary>
/// <param name="Series">A series code, or <c>*</c> for all of the area.</param>
/// <param name="Bridge">Factor that makes earlier figures comparable; null where there is none.</param>
public sealed record SeriesBreak(string Series, string RefArea, DateOnly Date, double? Bridge, Bilingual Note);

/// <summary>A break in an indicator: figures of <see cref="FirstYear"/> and later are on another basis than those
/// before (territory, prices, definition). No rate is computed across it without a bridge.</summary>
/// <param name="Indicator">The indicator that breaks; null: every indicator.</param>
/// <param name="On">The day the basis changed (1 July 2025: the figure of 2025 is on the new basis).</param>
/// <param name="Bridge">What a figure before the break is multiplied by to be comparable with those after it, above 0;
/// null: not comparable. For an indicator that is itself a growth rate a bridge of 1 says that each rate compares like
/// with like.</param>
public sealed record Break(
    string? Indicator, DateOnly On, double? Bridge = null, string TextVi = "", string TextEn = "")
{
    public int FirstYear => On.Year;
}
