using System.Text.RegularExpressions;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Meaning;

/// <summary>Where extracts come from and what they mean: one JSON file of <c>ingest/sources</c>.</summary>
public sealed record Source
{
    internal const int UsualRank = 2;

    /// <summary>ASCII kebab-case name; also the folder under <c>inbox/</c>.</summary>
    public required string Name { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>The source whose mapping this one has; empty where it has one of its own.</summary>
    public string Like { get; init; } = "";

    /// <summary>Finds the publication day in a file name by the groups <c>year</c>, <c>month</c>, <c>day</c> (day
    /// optional: then the month's last day).</summary>
    public Regex? PublishedOnInFileName { get; init; }

    /// <summary>The same groups, in a title, a note or a comment line of the content; goes before the name.</summary>
    public Regex? PublishedOnInContent { get; init; }

    /// <summary>Labels right of which the publication day must stand in a sheet: without it there is a problem that
    /// names the cell. Empty where the day may be missing.</summary>
    internal IReadOnlyList<Glob> PublishedOnLabels { get; init; } = [];

    /// <summary>How the publisher's name looks behind <c>Đơn vị công bố:</c>, or the name of a file of his.</summary>
    internal IReadOnlyList<Glob> Publishers { get; init; } = [];

    /// <summary>One error refuses the whole file: for an office that can mend it and send it again.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>1 a statistics office, 2 a department or the People's Committee, 3 the press: where several state a figure, that of
    /// the lowest rank counts.</summary>
    public int Rank { get; init; } = UsualRank;

    /// <summary>False where lines of delimited text that disagree with the others are told and not mended.</summary>
    public bool Repairs { get; init; } = true;

    /// <summary>How it is fetched; empty when the source is only dropped.</summary>
    public IReadOnlyList<Pull> Pulls { get; init; } = [];

    /// <summary>How a flat file (one figure a line) is read; null when the source has none.</summary>
    internal FlatLayout? Flat { get; init; }

    /// <summary>Which tables, rows and columns of its workbooks mean which series.</summary>
    internal IReadOnlyList<TableRule> Tables { get; init; } = [];

    /// <summary>Misprints of the office that are known.</summary>
    internal IReadOnlyList<Erratum> Errata { get; init; } = [];

    /// <summary>The JSON text itself, and that of the source it is like: a change makes its extracts be read again.</summary>
    internal string Json { get; init; } = "";

    /// <summary>Returns whether both read by the same mapping: a file that fits one fits the other.</summary>
    public bool IsKinOf(Source other) => MappedBy == other.MappedBy;

    /// <summary>Series come under whatever code the file has.</summary>
    internal bool TakesAnySeries => Flat is { Series: { Map.Count: 0, Pattern: null } };

    internal string MappedBy => Like.Length > 0 ? Like : Name;

    /// <summary>Codes of the series it is known to deliver.</summary>
    internal IEnumerable<string> SeriesNamed() =>
        (Flat?.Series.Map.Values ?? []).Select(code => code.Split(':')[0])
        .Concat(Tables.SelectMany(table => table.Rows.Concat(table.Columns).Select(axis => axis.Facets).Append(table.Facets))
            .Select(facets => facets.Series?.Split(':')[0]).OfType<string>());
}

/// <summary>A flat file, or a sheet laid out like one: a header, then one figure a line.</summary>
/// <param name="DecimalSeparator"><c>,</c> (Vietnamese) or <c>.</c>; the other one groups thousands.</param>
/// <param name="BlanksAllowed">An empty value is nothing said, not a problem: in a form not every line is filled.</param>
/// <param name="UnitMult">Powers of ten of the unit, as SDMX keeps them beside it.</param>
/// <param name="RegisterSeries">Take series the catalogue does not declare, under the code they come with.</param>
internal sealed record FlatLayout(
    FlatColumn Series,
    FlatColumn TimePeriod,
    FlatColumn? RefArea,
    FlatColumn ObsValue,
    FlatColumn? ObsStatus,
    FlatColumn? Unit,
    string DefaultRefArea,
    char DecimalSeparator,
    bool RegisterSeries,
    string DefaultUnitMeasure,
    int DefaultUnitMult,
    bool BlanksAllowed = false,
    FlatColumn? UnitMult = null)
{
    /// <summary>Series that the layout does not name are passed over, with one word for all of them.</summary>
    public bool OthersIgnored { get; init; }

    /// <summary>Lines that disagree with the others are mended where that is plain.</summary>
    public bool Repairs { get; init; } = true;

    public IEnumerable<FlatColumn> Columns =>
        new[] { Series, TimePeriod, RefArea, ObsValue, ObsStatus, Unit, UnitMult, Transformation }.OfType<FlatColumn>();

    /// <summary>What a figure says of its period, as SDMX keeps it beside the series: <c>N</c>, <c>YTD</c>, <c>GY</c>.</summary>
    public FlatColumn? Transformation { get; init; }

    /// <summary>The column of periods holds days: each is its month.</summary>
    public bool AreDays { get; init; }

    public IEnumerable<FlatColumn> Required => [Series, TimePeriod, ObsValue];
}

/// <summary>One column of a flat file.</summary>
/// <param name="Headers">Any of these heads the column.</param>
/// <param name="Map">Text as delivered (<see cref="Text.ByFold"/>) → code; empty when codes come as they are.</param>
/// <param name="Pattern">Where the map has nothing: this, replaced by <paramref name="Replace"/>.</param>
internal sealed record FlatColumn(
    IReadOnlyList<Glob> Headers, IReadOnlyDictionary<string, string> Map, Regex? Pattern, string Replace)
{
    /// <summary>Whether a text heads the column: marks nobody sees and a colon behind it are no part of a name.</summary>
    public bool IsHeadedBy(string text)
    {
        var folded =
            Text.Fold(string.Concat(text.Where(character => character is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'))));
        return Headers.Any(glob => glob.Matches(folded) || (folded.EndsWith(':') && glob.Matches(folded.TrimEnd(':', ' '))));
    }

    /// <summary>The code for a text as delivered; null when there is none.</summary>
    public string? Translate(string text)
    {
        if (Map.TryGetValue(text, out var code))
        {
            return code;
        }

        var clean = Text.Clean(text);
        return Pattern is null
            ? Map.Count == 0 ? clean : null
            : Pattern.Match(clean) is { Success: true } match && match.Length == clean.Length ? match.Result(Replace) : null;
    }
}

/// <summary>What a row, a column or a table adds to a figure; null where it says nothing.</summary>
/// <param name="Series">A series code, <c>PORT.THROUGHPUT</c>.</param>
/// <param name="Unit">A unit text of <c>units.csv</c>.</param>
/// <param name="Values">How comparisons are printed: <c>index</c> (109.3 is a change of 9.3 percent), <c>change</c>.</param>
/// <param name="Between">Lowest and highest amount that can be true, in the unit of the series; what lies outside is held back.</param>
/// <param name="BetweenChanges">The same for comparisons, in percent change.</param>
internal sealed record Facets(
    string? Series, string? RefArea, Transformation? Transformation, ObsStatus? Status, string? Unit, string? Values, Period? Period,
    (double Lowest, double Highest)? Between, (double Lowest, double Highest)? BetweenChanges = null)
{
    /// <summary>What a column, a row and a table say together: the column goes before the row, the row before the table.</summary>
    public Facets Over(Facets other) => new(
        Series ?? other.Series, RefArea ?? other.RefArea, Transformation ?? other.Transformation, Status ?? other.Status,
        Unit ?? other.Unit, Values ?? other.Values, Period ?? other.Period, Between ?? other.Between,
        BetweenChanges ?? other.BetweenChanges);
}

/// <summary>A row or column rule: what its text looks like, and what it means.</summary>
/// <param name="Required">Its absence is a problem.</param>
/// <param name="Since">…in tables of this year and later.</param>
internal sealed record AxisRule(
    IReadOnlyList<Glob> Match, IReadOnlyList<Glob> Not, Facets Facets, bool Required, int? Since, bool Ignore)
{
    /// <summary>Words of its patterns that say what is measured: beside a period they change nothing.</summary>
    public IReadOnlySet<string> Words { get; } = PeriodWords.Measuring(Match.Select(glob => glob.Pattern));

    /// <summary>A day in the header stands for its month.</summary>
    public bool AreDays { get; init; }

    /// <summary>One of its patterns is held against the path and not the label.</summary>
    public bool HasLevels { get; } = Match.Concat(Not).Any(glob => glob.HasLevels);

    /// <param name="folded">The label of a row, the header of a column.</param>
    /// <param name="path">The same with all levels above it.</param>
    public bool Matches(string folded, string? path = null) =>
        Match.Any(glob => glob.Matches(glob.HasLevels ? path ?? folded : folded))
            && !Not.Any(glob => glob.Matches(glob.HasLevels ? path ?? folded : folded));
}

/// <summary>A table to look for in a workbook.</summary>
internal sealed record TableRule(
    IReadOnlyList<Glob> Title,
    IReadOnlyList<Glob> NotTitle,
    bool Required,
    Facets Facets,
    IReadOnlyList<AxisRule> Rows,
    IReadOnlyList<AxisRule> Columns)
{
    /// <summary>Rows and columns that no rule names are counted, not told: in tables that list all provinces or goods.</summary>
    public bool OthersIgnored { get; init; }

    /// <summary>Tables of this title are of no use: nothing of them is told.</summary>
    public bool IsPassedOver { get; init; }

    /// <summary>A school year in a header or the title is the year in which it ends: see <see cref="SchoolYear"/>.</summary>
    public bool HasSchoolYears { get; init; }

    public bool Matches(string folded) => Title.Any(glob => glob.Matches(folded)) && !NotTitle.Any(glob => glob.Matches(folded));
}
