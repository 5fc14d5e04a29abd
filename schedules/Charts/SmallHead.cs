using Plan86.Transform.Judging;

namespace Plan86.Schedules.Charts;

/// <summary>What stands above a small chart: name and unit, the verdicts in their colours, breaks by name.</summary>
internal sealed class SmallHead
{
    private const double Gap = 9;

    /// <summary>Of the sample in front of a row's words.</summary>
    private const double Sample = 24;

    private readonly TextBlock _name;
    private readonly List<List<(Verdict? Verdict, TextBlock Text)>> _rows = [];

    /// <param name="hasFigures">Where there is none the plot says so, and no verdict need.</param>
    public SmallHead(ChartWording words, ChartSheet sheet, TrendChartData chart, bool hasFigures, double width)
    {
        var name = words.Pick(chart.Name.Vi, chart.Name.En);
        _name = new TextBlock("name")
            .Add(
                name.Length > 0 ? name : words.Pick(chart.Title.Vi, chart.Title.En), sheet.IsNarrow ? 26 : 24, true, Palette.Headline,
                width, 3)
            .Add(words.Pick(chart.Unit.Vi, chart.Unit.En), sheet.Note, false, Palette.Quiet, width, 1);
        var verdicts = (hasFigures ? chart.Targets : [])
            .Where(target => words.Pick(target.VerdictVi, target.VerdictEn).Length > 0)
            .Select(target => (target.Verdict, Text: new TextBlock("verdict").Add(
                $"{target.Period}: {words.Pick(target.VerdictVi, target.VerdictEn)}", sheet.Note, false,
                target.Verdict is { } known ? OverviewLayout.SymbolOf(known, default, 1).Colour : Palette.TargetText, width - Sample, 2)))
            .ToList();
        if (verdicts.Sum(verdict => Sample + verdict.Text.Width + 26) - 26 <= width)
        {
            _rows.Add(verdicts);
        }
        else
        {
            _rows.AddRange(verdicts.Select(verdict => new List<(Verdict?, TextBlock)> { verdict }));
        }

        var years = chart.Actual.Concat(chart.Runs.SelectMany(run => run.Points)).Select(point => point.Year)
            .Concat(chart.Targets.Select(target => target.Year).OfType<int>()).DefaultIfEmpty(0).ToList();
        _rows.AddRange(chart.Breaks.Where(gap => years.Min() < gap.Date.Year && gap.Date.Year <= years.Max())
            .Select(gap => new List<(Verdict?, TextBlock)>
            {
                (null, new TextBlock("break").Add(
                    words.Pick(gap.Note.Vi, gap.Note.En), sheet.Note, false, Palette.Quiet, width - Sample, 3)),
            }));
        _rows.RemoveAll(row => row.Count == 0 || row.TrueForAll(part => part.Text.Lines == 0));
    }

    public double FirstBaseline => _name.FirstBaseline;

    public double Height => _name.Height + _rows.Sum(row => Gap + row.Max(part => part.Text.Height));

    public void Put(List<Mark> marks, List<Lettering> texts, double left, double top)
    {
        texts.AddRange(_name.At(left, top, Align.Left));
        var y = top + _name.Height;
        foreach (var row in _rows)
        {
            y += Gap;
            var x = left;
            foreach (var (verdict, text) in row)
            {
                var lines = text.At(x + Sample, y, Align.Left).ToList();
                var middle = lines[0].Origin.Y - 7;
                marks.Add(verdict is { } known ? OverviewLayout.SymbolOf(known, new Spot(x + 8, middle), 15)
                    : new Stroke("key", [new(x + 8, middle - 11), new(x + 8, middle + 11)], Palette.Break, 2, Dash.Short));
                texts.AddRange(lines);
                x += Sample + text.Width + 26;
            }

            y += row.Max(part => part.Text.Height);
        }
    }
}
