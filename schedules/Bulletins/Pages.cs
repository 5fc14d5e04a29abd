using Plan86.Schedules.Charts;

namespace Plan86.Schedules.Bulletins;

/// <summary>The pages of a bulletin in one language: the bulletin as one page that needs nothing else, and the site beside it.</summary>
/// <param name="languages">Of which there are pages to point to.</param>
/// <param name="charts">The drawing of an indicator's chart, or of another picture by its name.</param>
internal sealed class Pages(
    Settings settings, BulletinContent content, Phrases phrases, IReadOnlyList<Phrases> languages, Func<string, Drawing?> charts)
{
    private readonly PageFrame _frame = new(settings, content, phrases, languages, charts);

    /// <summary>Returns the whole bulletin: self-contained, for the screen, the phone and A4.</summary>
    public string Bulletin() => new BulletinPage(_frame).Write();

    /// <summary>Returns the front page of the site.</summary>
    public string Overview() => new OverviewPage(_frame).Write();

    /// <summary>Returns all there is to know of one indicator.</summary>
    public string IndicatorPage(IndicatorPart part) => new IndicatorPage(_frame).Write(part);

    /// <summary>Returns the other pages of the site by their names.</summary>
    public IEnumerable<(string Name, string Text)> Others()
    {
        var pages = new SitePages(_frame);
        yield return ("tasks", pages.Tasks());
        yield return ("calendar", pages.Calendar());
        yield return ("method", pages.Method());
        yield return ("data", pages.Data());
        yield return ("glossary", pages.Glossary());
    }
}
