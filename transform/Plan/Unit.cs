using System.Globalization;
using System.Text;

namespace Plan86.Transform.Plan;

/// <summary>A unit of measure: <c>triệu tấn</c> is <c>T</c> with multiplier 6.</summary>
/// <param name="Measure">SDMX <c>UNIT_MEASURE</c>.</param>
/// <param name="Mult">SDMX <c>UNIT_MULT</c>: power of ten.</param>
public sealed record Unit(string Measure, int Mult, Bilingual Text);
