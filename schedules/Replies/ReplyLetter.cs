using System.Globalization;
using System.Text;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;

namespace Plan86.Schedules.Replies;

/// <summary>The reply as a letter of an office, in one language: what was taken, what to look at, what to do.</summary>
internal sealed class ReplyLetter(Reply reply, ClerkWords words, Language language)
{
    /// <summary>Of places with the same message so many are listed, of replaced figures and tables too: more is read by nobody.</summary>
    private const int MostListed = 20;

    /// <summary>So many periods are named one by one.</summary>
    private const int MostPeriods = 4;

    private readonly StringBuilder _text = new();

    private Acceptance Acceptance => reply.Acceptance;

    /// <summary>No publication day was found in a file that could be read: in a picture nobody looks for one.</summary>
    private bool IsDayWanted =>
        Acceptance.Account.IsDayAssumed
            && (!Acceptance.IsRefused || Acceptance.Account.Cells > 0 || reply.Problems.Any(problem => problem.Place != default));

    /// <summary>Returns the letter below its first line.</summary>
    public string Body()
    {
        Head();
        if (!Acceptance.IsWithdrawn)
        {
            Taken();
            Replaced();
            ToLookAt();
            ToDo();
        }

        return _text.ToString();
    }

    private void Head()
    {
        var account = Acceptance.Account;
        if (reply.IsKnown)
        {
            Line(new Bilingual(
                "Tệp này đã được nhận trước đây; không có gì thay đổi.",
                "This file had been taken before; nothing changes."));
        }

        Line(new Bilingual(
            $"Nguồn: {words.SourceOf(account.Source, language)}",
            $"Source: {words.SourceOf(account.Source, language)}"));
        Line(new Bilingual(
            string.Create(CultureInfo.InvariantCulture, $"Ngày công bố: {account.PublishedOn:dd/MM/yyyy}"),
            string.Create(CultureInfo.InvariantCulture, $"Published on: {account.PublishedOn:yyyy-MM-dd}")));
        if (IsDayWanted && !Acceptance.IsWithdrawn)
        {
            Line(new Bilingual(
                "  Không tìm thấy ngày công bố trong tệp và trong tên tệp; tạm lấy ngày nhận tệp.",
                "  No publication day was found in the file or its name; the day of receipt is taken."));
        }
    }

    private void Taken()
    {
        var account = Acceptance.Account;
        if (Acceptance.IsRefused)
        {
            Heading(new Bilingual(
                account.Cells > 0 ? $"Không số liệu nào của tệp được sử dụng (đã đọc {Numbers.Vi(account.Cells)} ô số)"
                    : "Không số liệu nào của tệp được sử dụng",
                account.Cells > 0 ? $"No figure of this file is used ({Numbers.En(account.Cells)} cells with numbers were read)"
                    : "No figure of this file is used"));
            return;
        }

        Heading(new Bilingual(
            $"Đã nhận {Numbers.Vi(account.Observations)} số liệu",
            $"Taken: {Numbers.En(account.Observations)} {(account.Observations == 1 ? "figure" : "figures")}"));
        foreach (var table in reply.Taken.Take(MostListed))
        {
            Table(table);
        }

        More(reply.Taken.Count - MostListed, new Bilingual("bảng khác", "more tables"));
        if (account.PassedOver > 0)
        {
            Line(new Bilingual(
                $"  Bỏ qua {Numbers.Vi(account.PassedOver)} dòng, cột khác của các bảng, theo khai báo của nguồn.",
                $"  {Numbers.En(account.PassedOver)} other rows and columns of the tables were passed over, as the source says."));
        }
    }

    private void Table(TakenTable table)
    {
        var sheet = table.Sheet.Length == 0 ? "" : Pick($"Trang «{table.Sheet}», ", $"Sheet “{table.Sheet}”, ");
        var title = table.Title.Length == 0 ? "" : Pick($"bảng «{table.Title}»: ", $"table “{table.Title}”: ");
        var what = sheet.Length + title.Length == 0
            ? Pick($"{Numbers.Vi(table.Figures)} dòng số liệu", table.Figures == 1 ? "1 line with a figure"
                : $"{Numbers.En(table.Figures)} lines with figures")
            : Pick($"{Numbers.Vi(table.Figures)} số liệu", table.Figures == 1 ? "1 figure" : $"{Numbers.En(table.Figures)} figures");
        var units = string.Join(", ", table.UnstatedUnits.Select(Unit));
        var unit = units.Length == 0 ? "" : Pick(
            $"; bảng không ghi đơn vị tính, lấy theo quy định của nguồn: {units}",
            $"; no unit is stated, that of the source is taken: {units}");
        Line($"  – {sheet}{title}{what}, {Periods(table.Periods)}{unit}");
    }

    private string Unit(string unit) =>
        unit.Split(' ') is [var measure, var mult] ? words.UnitOf(measure, int.Parse(mult, CultureInfo.InvariantCulture), language) : unit;

    private string Periods(IReadOnlyList<string> periods)
    {
        var kinds = periods.Select(text => text.Split(' ')).GroupBy(parts => (Freq: parts[0], IsCumulative: parts.Length > 2))
            .OrderBy(kind => kind.Key).Select(kind =>
        {
            var named = kind.Select(parts => parts[1]).Order(StringComparer.Ordinal)
                .Select(period => Pick(SpokenPeriod.Of(period, kind.Key.IsCumulative))).ToList();
            return named.Count <= MostPeriods
                ? string.Join(", ", named)
                : Pick($"{named.Count} kỳ từ {named[0]} đến {named[^1]}", $"{named.Count} periods from {named[0]} to {named[^1]}");
        });
        return string.Join("; ", kinds);
    }

    private void Replaced()
    {
        if (reply.Replaced.Count == 0)
        {
            return;
        }

        var all = reply.Replaced[0].OfFile;
        Heading(new Bilingual(
            $"Thay thế {Numbers.Vi(all)} số liệu đã công bố",
            $"Published figures replaced: {Numbers.En(all)}"));
        foreach (var figure in reply.Replaced)
        {
            // That a sum runs since January is said by its period.
            var kind = figure.Transformation is "N" or "YTD" ? "" : ":" + figure.Transformation;
            var name = words.Plain($"{figure.Series}{kind} {figure.RefArea}", language);
            var period = Pick(SpokenPeriod.Of(figure.TimePeriod, figure.Transformation.StartsWith("YTD", StringComparison.Ordinal)));
            var before = figure.OldFile.Length > 0
                ? Pick($" (trước đó theo {ProblemText.Visible(figure.OldFile)})", $" (before: {ProblemText.Visible(figure.OldFile)})") : "";
            Line($"  – {name}, {period}: {Value(figure.Old, figure.New)} → {Value(figure.New, null)}{before}");
        }

        More(all - reply.Replaced.Count, new Bilingual("số liệu khác", "more figures"));
    }

    private string Value(ReplacedValue value, ReplacedValue? beside)
    {
        var number = Pick(Numbers.Vi(value.Value, 8), Numbers.En(value.Value, 8));
        return beside is { } other && (other.Measure, other.Mult) == (value.Measure, value.Mult)
            ? number
            : Numbers.With(number, words.UnitOf(value.Measure, value.Mult, language));
    }

    private void ToLookAt()
    {
        if (Acceptance.Places == 0)
        {
            return;
        }

        Heading(new Bilingual(
            $"Cần xem {Numbers.Vi(Acceptance.Places)} chỗ",
            $"To look at: {Numbers.En(Acceptance.Places)} {(Acceptance.Places == 1 ? "place" : "places")}"));
        var told = 0L;
        foreach (var group in reply.Problems.GroupBy(problem => (problem.Severity, problem.Message.En)))
        {
            told += Same([.. group]);
        }

        if (Acceptance.Places > told)
        {
            Line(new Bilingual(
                $"  … và {Numbers.Vi(Acceptance.Places - told)} chỗ khác.",
                $"  … and {Numbers.En(Acceptance.Places - told)} more."));
        }
    }

    /// <summary>Tells problems that have the same message, and returns how many of them.</summary>
    private long Same(IReadOnlyList<Problem> problems)
    {
        var mark = problems[0].Severity == Severity.Error ? "✗" : "!";
        var message = Pick(problems[0].Message);
        if (problems.Count == 1)
        {
            Line($"  {mark} {Place(problems[0])}: {message}");
            Details(problems[0], "      ");
            return problems[0].Times;
        }

        Line($"  {mark} {message}");
        var listed = problems.Take(MostListed).ToList();
        var expected = listed.Select(problem => problem.Expected).Distinct().Count() == 1
            ? words.PlainExpected(listed[0].Expected, language) : null;
        foreach (var problem in listed)
        {
            var found = problem.Found.Length > 0 ? $": {words.Plain(problem.Found, language)}" : "";
            var wanted = expected is null && problem.Expected.Length > 0
                ? Pick(" – cần có: ", " – expected: ") + words.PlainExpected(problem.Expected, language) : "";
            var cure = Cures.Of(problem) is { } known ? Pick($" – cách sửa: {known.Vi}", $" – cure: {known.En}") : "";
            Line($"      {Place(problem)}{found}{wanted}{cure}");
        }

        if (expected is { Length: > 0 })
        {
            Line(new Bilingual($"      Cần có: {expected}", $"      Expected: {expected}"));
        }

        return listed.Sum(problem => problem.Times);
    }

    private string Place(Problem problem) => ClerkWords.PlaceOf(problem.Place, language) + (problem.Times == 1 ? "" : Pick(
        $" và {Numbers.Vi(problem.Times - 1)} chỗ tiếp theo", $" and {Numbers.En(problem.Times - 1)} more like it"));

    private void Details(Problem problem, string indent)
    {
        if (problem.Found.Length > 0)
        {
            var found = words.Plain(problem.Found, language);
            Line(new Bilingual($"{indent}Tìm thấy: {found}", $"{indent}Found: {found}"));
        }

        if (problem.Expected.Length > 0)
        {
            var expected = words.PlainExpected(problem.Expected, language);
            Line(new Bilingual($"{indent}Cần có: {expected}", $"{indent}Expected: {expected}"));
        }

        if (Cures.Of(problem) is { } cure)
        {
            Line(new Bilingual($"{indent}Cách sửa: {cure.Vi}", $"{indent}Cure: {cure.En}"));
        }
    }

    private void ToDo()
    {
        Heading(new Bilingual("Việc cần làm", "What to do"));
        if (reply.FitsOthers.Count > 0)
        {
            var folders = ClerkWords.Folders(reply.FitsOthers, language);
            Line(new Bilingual(
                $"  Tệp có bố cục của nguồn khác: hãy chuyển tệp vào thư mục {folders}.",
                $"  The file is laid out as one of another source: put it into {folders}."));
        }
        else if (Acceptance.IsRefused)
        {
            Line(new Bilingual(
                "  Sửa các chỗ nêu trên trong tệp gốc rồi gửi lại cả tệp.",
                "  Mend what is listed above in the file and send the whole file again."));
            Line(EarlierStanding());
        }
        else if (Acceptance.Errors > 0)
        {
            Line(new Bilingual(
                "  Chỗ ghi dấu ✗ chưa được nhận, chỗ ghi dấu ! vẫn được dùng. Sửa trong tệp gốc rồi gửi lại cả tệp.",
                "  What is marked ✗ was not taken, what is marked ! was. Mend the file and send the whole of it again."));
        }
        else if (Acceptance.Places > 0)
        {
            Line(new Bilingual(
                "  Số liệu đã được dùng. Kiểm tra các chỗ nêu trên; đúng thì không phải làm gì, sai thì sửa rồi gửi lại cả tệp.",
                "  The figures are used. Check what is listed above: if it is right nothing is to be done, else mend it and send the "
                    + "whole file again."));
        }
        else if (!Acceptance.Account.IsDayAssumed)
        {
            Line(new Bilingual("  Không phải làm gì thêm.", "  Nothing."));
        }

        if (IsDayWanted)
        {
            Line(new Bilingual(
                "  Lần sau ghi ngày công bố trong tệp («Ngày công bố: 06/04/2024») hoặc ở đầu tên tệp (2024-04-06-ten-tep).",
                "  Next time state the publication day in the file (Ngày công bố: 06/04/2024) or at the head of its name "
                    + "(2024-04-06-name)."));
        }

        if (reply.Copy is { } copy)
        {
            Line(new Bilingual(
                $"  Các chỗ cần xem được tô màu, có ghi chú trong bản sao {copy}.",
                $"  The places are coloured and have comments in the copy {copy}."));
        }
    }

    private string EarlierStanding() => reply.Earlier is { } earlier
        ? Pick(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  Trong khi chờ, bản đã nhận trước vẫn được dùng: {ProblemText.Visible(earlier.FileName)}, công bố "
                    + $"{earlier.PublishedOn:dd/MM/yyyy}, {Numbers.Vi(earlier.Observations)} số liệu."),
            string.Create(
                CultureInfo.InvariantCulture,
                $"  Until then the earlier version still counts: {ProblemText.Visible(earlier.FileName)}, published on "
                    + $"{earlier.PublishedOn:yyyy-MM-dd}, {Numbers.En(earlier.Observations)} figures."))
        : Pick("  Chưa có bản nào trước đó của tệp này được dùng.", "  No earlier version of this file is in use.");

    private void Heading(Bilingual text) => _text.AppendLine().AppendLine(Pick(text).ToUpperInvariant());

    private void More(long count, Bilingual text)
    {
        if (count > 0)
        {
            Line(new Bilingual($"  … và {Numbers.Vi(count)} {text.Vi}.", $"  … and {Numbers.En(count)} {text.En}."));
        }
    }

    private void Line(Bilingual text) => _text.AppendLine(Pick(text));

    private void Line(string text) => _text.AppendLine(text);

    private string Pick(Bilingual text) => Pick(text.Vi, text.En);

    private string Pick(string vi, string en) => language == Language.Vietnamese ? vi : en;
}
