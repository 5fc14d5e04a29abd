using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Schedules.Bulletins;

/// <summary>The words of a bulletin in one language, whatever its form: numbers, dates, statuses, short sentences.</summary>
internal sealed class Phrases(Language language)
{
    private readonly ChartWording _wording = new(language);

    /// <summary>For names of files and the <c>lang</c> of pages: vi or en.</summary>
    public string Code => language == Language.Vietnamese ? "vi" : "en";

    public Language Language => language;

    /// <summary>The text in this language; one that is missing stands in the other.</summary>
    public string Pick(string vi, string en) => _wording.Pick(vi.Length > 0 ? vi : en, en.Length > 0 ? en : vi);

    public string Date(DateOnly day) => Pick(
        day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));

    public string Month(DateOnly month) => Pick(
        string.Create(CultureInfo.InvariantCulture, $"tháng {month.Month} năm {month.Year}"),
        month.ToString("MMMM yyyy", CultureInfo.InvariantCulture));

    public string Title(BulletinContent content) => Pick(
        $"Tình hình thực hiện Kế hoạch 86/KH-UBND, {Month(content.Month)}", $"Where Plan 86/KH-UBND stands, {Month(content.Month)}");

    /// <summary>What a bulletin rests on, in a sentence.</summary>
    public string Basis(BulletinContent content) => Pick(
        $"Bản tin chỉ dùng số liệu đã công bố đến hết ngày {Date(content.AsOf)}: {Count(content.Extracts.Count)} tệp số liệu của các cơ "
            + "quan.",
        $"Only figures published by {Date(content.AsOf)} are used: {Count(content.Extracts.Count)} extracts of the offices.");

    /// <summary>How many targets have which verdict.</summary>
    public string Counts(BulletinContent content)
    {
        var (all, judged) = (
            content.Targets.Count(),
            content.Targets
                .Where(part => part.Verdict.Verdict is not (Transform.Judging.Verdict.NoData or Transform.Judging.Verdict.NotAvailable))
                .ToList());
        int Of(params Verdict[] verdicts) => judged.Count(part => verdicts.Contains(part.Verdict.Verdict));
        return Pick(
            $"Kế hoạch có {all} mục tiêu bằng số. Đến hết ngày {Date(content.AsOf)}, {judged.Count} mục tiêu đủ số liệu để đánh giá: "
                + $"{Of(Transform.Judging.Verdict.Met)} đạt, {Of(Transform.Judging.Verdict.OnTrack)} đúng tiến độ, "
                + $"{Of(Transform.Judging.Verdict.AtRisk)} có nguy cơ không đạt, {Of(Transform.Judging.Verdict.OffTrack)} chậm tiến độ, "
                + $"{Of(Transform.Judging.Verdict.Missed)} không đạt; {all - judged.Count} mục tiêu chưa có hoặc chưa đủ số liệu.",
            $"The Plan has {all} numeric targets. By {Date(content.AsOf)} the figures sufficed to judge {judged.Count}: "
                + $"{Of(Transform.Judging.Verdict.Met)} met, {Of(Transform.Judging.Verdict.OnTrack)} on track, "
                + $"{Of(Transform.Judging.Verdict.AtRisk)} at risk, {Of(Transform.Judging.Verdict.OffTrack)} off track, "
                + $"{Of(Transform.Judging.Verdict.Missed)} missed; for {all - judged.Count} figures are missing or do not suffice.");
    }

    /// <summary>How many tasks are overdue, and of how many nobody has said how they stand.</summary>
    public string Tasks(BulletinContent content)
    {
        var (all, overdue, silent) = (
            content.Tasks.Count, content.Tasks.Count(part => part.IsOverdue), content.Tasks.Where(part => part.HasNoReport).ToList());
        var late = silent.Count(part => part.IsReportOverdue);
        return Pick(
            $"Trong {all} nhiệm vụ, {overdue} quá hạn, {silent.Count} chưa có báo cáo"
                + (late == 0 ? "." : late == silent.Count ? " (đều đã quá hạn báo cáo)." : $" (trong đó {late} đã quá hạn báo cáo)."),
            $"Of the {all} tasks {overdue} are overdue, and nobody has reported on {silent.Count}"
                + (late == 0 ? "." : late == silent.Count ? " (all past their day)." : $" ({late} of them past their day)."));
    }

    /// <summary>What matters in a sector: which of its targets were met or missed, which are in danger, and how many have no figures.
    /// A target counts once its verdict says something.</summary>
    public string Summary(SectorPart sector)
    {
        if (sector.Known.Count == 0)
        {
            return Pick("Lĩnh vực chưa có chỉ tiêu nào có số liệu.", "No indicator of this sector has figures yet.");
        }

        var targets = sector.Indicators.SelectMany(part => part.Targets).ToList();
        string Of(Verdict verdict)
        {
            var own = targets.Where(part => part.Verdict.Verdict == verdict)
                .Select(part => Name(part.Indicator) + (part.Target.Horizon.Length > 0 ? $" ({part.Target.Horizon})" : "")).ToList();
            return own.Count == 0 ? "" : $"{Verdict(verdict)}: {string.Join("; ", own)}. ";
        }

        var said = string.Concat(
            Of(Transform.Judging.Verdict.Missed), Of(Transform.Judging.Verdict.OffTrack), Of(Transform.Judging.Verdict.AtRisk),
            Of(Transform.Judging.Verdict.OnTrack), Of(Transform.Judging.Verdict.Met));
        var silent = targets.Count(
            part => part.Verdict.Verdict is Transform.Judging.Verdict.NoData or Transform.Judging.Verdict.NotAvailable);
        return said + (silent == 0 ? "" : Pick(
            $"Chưa đánh giá được {silent} trong {targets.Count} mục tiêu của lĩnh vực.",
            $"{silent} of the {targets.Count} targets of this sector cannot be judged."));
    }

    /// <summary>The news of an indicator in a sentence without its full stop.</summary>
    public string Headline(IndicatorPart part) => Pick(part.Chart.Title.Vi, part.Chart.Title.En);

    public string Count(long number) => _wording.Number(number, 0);

    public string Number(double value, int decimals) => _wording.Number(value, decimals);

    public string Amount(Indicator indicator, double value) =>
        _wording.Amount(value, indicator.Decimals, Pick(indicator.Unit.Text.Vi, indicator.Unit.Text.En));

    public string Name(Indicator indicator) => Pick(indicator.Name.Vi, indicator.Name.En);

    public string Name(Department department) => Pick(department.Name.Vi, department.Name.En);

    /// <summary>Who answers on a day for what the Plan gave to a department.</summary>
    public string Owner(Department department, DateOnly day) => Pick(department.NameOn(day).Vi, department.NameOn(day).En);

    /// <summary>A department as it is today, with those the Plan gave its indicators and tasks to.</summary>
    public string Heir(DepartmentPart part)
    {
        var given = part.Indicators.Select(indicator => indicator.Indicator.Department)
            .Concat(part.Tasks.Select(task => task.Task.Department))
            .Where(department => department != part.Department).Select(Name).Distinct().ToList();
        return Name(part.Department)
            + (given.Count == 0 ? "" : $" ({Pick("Kế hoạch giao", "in the Plan:")} {string.Join(", ", given)})");
    }

    public string Name(Sector sector) => Pick(sector.Name.Vi, sector.Name.En);

    public string Source(SourceBook sources, string name) => sources.Find(name) is { } source ? Pick(source.NameVi, source.NameEn) : name;

    public string Verdict(Verdict verdict) => Capital(Pick(verdict.Vi(), verdict.En()));

    /// <summary>With the sign of another territory.</summary>
    public string Verdict(Assessment assessment) => Capital(Pick(assessment.Words().Vi, assessment.Words().En));

    /// <summary>A shape of its own for each verdict: colour alone must not carry it.</summary>
    public static string Mark(Verdict verdict) => verdict switch
    {
        Transform.Judging.Verdict.Met => "✔",
        Transform.Judging.Verdict.Missed => "✘",
        Transform.Judging.Verdict.OnTrack => "▲",
        Transform.Judging.Verdict.AtRisk => "◆",
        Transform.Judging.Verdict.OffTrack => "▼",
        Transform.Judging.Verdict.NoData => "○",
        _ => "–",
    };

    public string Pace(Assessment verdict)
    {
        var status = verdict.PaceStatus switch
        {
            PaceStatus.TargetAchieved => Pick("đã đạt mục tiêu", "target achieved"),
            PaceStatus.SubstantialProgress => Pick("tiến bộ rõ rệt", "substantial progress"),
            PaceStatus.ModerateProgress => Pick("tiến bộ vừa phải", "moderate progress"),
            PaceStatus.LimitedProgress => Pick("tiến bộ hạn chế", "limited progress"),
            PaceStatus.Deterioration => Pick("xấu đi", "deterioration"),
            _ => Pick("không tính được", "not available"),
        };
        return verdict.Pace is { } pace ? $"{_wording.Number(pace, 2)}: {status}" : Capital(status);
    }

    public string Outlook(Outlook outlook) => outlook switch
    {
        Transform.Judging.Outlook.Sun => Pick("Nắng: đạt nếu giữ xu hướng", "Sun: on course"),
        Transform.Judging.Outlook.LightCloud => Pick("Ít mây: gần đạt nếu giữ xu hướng", "Light cloud: just short"),
        Transform.Judging.Outlook.Cloud => Pick("Nhiều mây: đúng hướng nhưng chưa đủ", "Cloud: right direction, too slow"),
        Transform.Judging.Outlook.Storm => Pick("Giông: đi sai hướng", "Storm: wrong direction"),
        _ => Pick("Không tính được", "Not available"),
    };

    /// <summary>Both methods in a few words: "0,73; nhiều mây".</summary>
    public string Methods(Assessment verdict)
    {
        var (pace, outlook) = (verdict.Pace is { } known ? _wording.Number(known, 2) : "…", Outlook(verdict.Outlook).Split(':')[0]);
        return verdict.Pace is null && verdict.Outlook == Transform.Judging.Outlook.NotAvailable ? "…"
            : $"{pace}; {(verdict.Outlook == Transform.Judging.Outlook.NotAvailable ? "…" : outlook.ToLowerInvariant())}";
    }

    /// <summary>The title of a task.</summary>
    public string Title(PlanTask task) => Pick(task.Name.Vi, task.Name.En);

    public string Status(ObsStatus status, bool isNowcast = false) => _wording.Status(isNowcast ? PointKind.Nowcast : status switch
    {
        ObsStatus.Estimate => PointKind.Estimate,
        ObsStatus.Provisional => PointKind.Provisional,
        ObsStatus.Forecast => PointKind.Forecast,
        _ => PointKind.Final,
    });

    /// <summary>How a year was estimated from its months, and what that is worth.</summary>
    public string Nowcast(Nowcast nowcast)
    {
        var method = nowcast.Method switch
        {
            "share" => Pick("tỷ trọng của cùng số tháng trong các năm trước", "the share that the same months had in earlier years"),
            "rest" => Pick("số đã có cộng phần các tháng còn lại của năm trước", "the months so far plus what the rest brought last year"),
            _ => Pick("số năm trước nhân tốc độ tăng của các tháng đã có", "last year's figure, grown as the months so far have"),
        };
        var record = nowcast switch
        {
            { BeatsLastYear: null } => Pick("chưa có lần ước nào được đối chiếu", "no earlier estimate has been scored"),
            { BeatsLastYear: false } => Pick(
                $"{nowcast.PastCalls} lần ước trước không sát hơn việc lấy số năm trước",
                $"{nowcast.PastCalls} earlier estimates came no closer than last year's figure"),
            _ => Pick(
                $"{nowcast.PastCalls} lần ước trước sát hơn số năm trước",
                $"{nowcast.PastCalls} earlier estimates came closer than last year's figure"),
        };
        return Pick(
            $"Năm {nowcast.Year} ước từ {nowcast.Month} tháng theo {method}; {record}."
                + (nowcast.PastCalls < 5 ? " Chưa đủ năm lần đối chiếu để có khoảng tin cậy." : ""),
            $"{nowcast.Year} is estimated from {nowcast.Month} months by {method}; {record}."
                + (nowcast.PastCalls < 5 ? " Fewer than five have been scored: there is no interval." : ""));
    }

    /// <summary>The target in the words of its chart: "Mục tiêu 2025: ≥ 350 triệu tấn".</summary>
    public string Target(IndicatorPart part, TargetPart target)
    {
        for (var i = 0; i < part.Targets.Count; i++)
        {
            if (part.Targets[i].Target == target.Target)
            {
                return Pick(part.Chart.Targets[i].Label.Vi, part.Chart.Targets[i].Label.En);
            }
        }

        throw new ArgumentException(
            $"{target.Target.Indicator} {target.Target.Horizon} is not one of {part.Indicator.Code}.", nameof(target));
    }

    /// <summary>How doubtful words of the Plan were read, for the targets that have the sign.</summary>
    public IReadOnlyList<string> Doubts(IEnumerable<TargetPart> targets)
    {
        var parts = targets.ToList();
        return
        [
            .. TargetMarks.DoubtNotes(
                parts.Select(part => part.Target),
                doubtful => [.. doubtful.Select(target => parts.First(part => part.Target == target).Indicator.Name).Distinct()])
                .Select(note => Pick(note.Vi, note.En)),
        ];
    }

    /// <summary>Where the compared quantity stands: a value, a mean growth or a sum, and of which years.</summary>
    public string Actual(TargetPart part)
    {
        if (part.Verdict is not { Actual: { } actual, ActualYear: { } year })
        {
            return "…";
        }

        var value = part.Target.Basis == Transform.Plan.Basis.AverageGrowth
            ? Percent(part.Target.MeanRate(actual, year), part.Indicator.Decimals)
            : Amount(part.Indicator, actual);
        return $"{value}, {part.Target.Years(year)}"
            + (part.Verdict.ActualStatus is null or ObsStatus.Normal
                ? "" : $" ({Status(part.Verdict.ActualStatus.Value).ToLowerInvariant()})");
    }

    public string Required(TargetPart part) => part.Verdict.RequiredRate is not { } rate ? "…"
        : rate <= 0 && part.Target.Direction == Direction.Up ? Pick("Không cần thêm", "Nothing more")
        : part.Indicator.Unit.Text.Vi == "%" && part.Verdict.StepPerYear(part.Target) is { } points
            ? Pick($"{Numbers.Vi(points, 2)} điểm %/năm", $"{Numbers.En(points, 2)} points a year")
        : part.Verdict.RequiredUnit == RequiredUnit.PercentPerYear
            ? Percent(rate, part.Target.Basis == Transform.Plan.Basis.Level ? 1 : part.Indicator.Decimals)
        : Pick($"{Amount(part.Indicator, rate)}/năm", $"{Amount(part.Indicator, rate)} a year");

    private string Percent(double rate, int decimals) =>
        Pick($"{_wording.Number(rate, decimals)}%/năm", $"{_wording.Number(rate, decimals)}% a year");

    public string Sentence(Assessment verdict) => Pick(verdict.Sentence.Vi, verdict.Sentence.En);

    /// <summary>The sentences of all its targets; where the second starts from the same figure it is not said again.</summary>
    public string Sentences(IndicatorPart part)
    {
        var (said, fact) = (new List<string>(), "");
        foreach (var sentence in part.Targets.Select(target => Sentence(target.Verdict)))
        {
            var own = sentence[..(sentence.IndexOf("; ", StringComparison.Ordinal) + 2)];
            said.Add(own.Length > 2 && own == fact ? Capital(sentence[own.Length..]) : sentence);
            fact = own;
        }

        return string.Join(' ', said);
    }

    /// <summary>A verdict that changed, and why; the file stands in the evidence.</summary>
    public string Change(Catalogue catalogue, VerdictChange change) =>
        Pick(VerdictChanges.Vi(catalogue, change, named: false), VerdictChanges.En(catalogue, change, named: false));

    /// <summary>A figure that was revised; the file stands in the evidence.</summary>
    public string Revision(Revision revision)
    {
        var now = revision.New;
        return Pick(
            $"{Name(revision.Indicator)}, {Period(now.TimePeriod)}: {Amounts(revision)} ({Status(now.Status).ToLowerInvariant()}, công bố "
                + $"{Date(now.ValidFrom)})",
            $"{Name(revision.Indicator)}, {Period(now.TimePeriod)}: {Amounts(revision)} ({Status(now.Status).ToLowerInvariant()}, "
                + $"published "
                + $"{Date(now.ValidFrom)})");
    }

    /// <summary>The figures behind what changed in the month, each with its file and place: what, which period, from what to
    /// what, where.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Evidence(Catalogue catalogue, BulletinContent content) =>
    [
        .. content.Changes.Where(change => change.Figure is not null)
            .DistinctBy(change => (change.Target.Indicator, change.Figure!.ExtractId, change.Figure.CellRef, change.Figure.Sheet))
            .Select(change =>
            {
                var indicator = catalogue.FindIndicator(change.Target.Indicator);
                var place = VerdictChanges.PlaceOf(change.Figure!);
                return new[]
                {
                    Name(indicator), Period(change.Figure!.TimePeriod),
                    $"{(change.OldValue is { } old ? _wording.Number(old, indicator.Decimals) : Pick("chưa có", "none"))} → "
                        + (change.NewValue is { } now ? Amount(indicator, now) : Pick("chưa có", "none")),
                    $"{change.Figure.FileName}, {Pick(place.Vi, place.En)}",
                };
            }),
        .. content.Revisions.Select(revision => new[]
        {
            Name(revision.Indicator), Period(revision.New.TimePeriod), Amounts(revision),
            $"{revision.New.FileName}, {revision.New.Place}",
        }),
    ];

    /// <summary>A period in words: "quý III/2024".</summary>
    public string Period(string period) => SpokenPeriod.Of(period) is var words ? Pick(words.Vi, words.En) : period;

    private string Amounts(Revision revision)
    {
        var (old, now) = (revision.Old, revision.New);
        // As many as both need, so that a small change is seen.
        var (few, many) = (revision.Indicator.Decimals, Math.Max(revision.Indicator.Decimals, 2));
        var decimals = Enumerable.Range(few, many - few).FirstOrDefault(
            some => new[] { old.Amount, now.Amount }.All(amount => Math.Round(amount, some) == Math.Round(amount, many)), many);
        var unit = Pick(revision.Indicator.Unit.Text.Vi, revision.Indicator.Unit.Text.En);
        return $"{_wording.Amount(old.Amount, decimals, unit)} → {_wording.Amount(now.Amount, decimals, unit)}";
    }

    public string MilestoneState(MilestonePart part) => part.State switch
    {
        "met" => Pick("Đạt", "Met"),
        "not_met" => Pick("Không đạt", "Not met"),
        "no_report" => NoReport(part.IsReportOverdue),
        _ => Pick("Chưa đến hạn", "Due"),
    };

    /// <summary>How a task stands.</summary>
    public string TaskState(TaskPart part) => part.State switch
    {
        "overdue" => Pick("Quá hạn", "Overdue"),
        "no_report" => NoReport(part.IsReportOverdue),
        "done" => Pick("Hoàn thành", "Done"),
        "ongoing" => Pick("Thường xuyên", "Throughout"),
        _ => Pick("Đang thực hiện", "Under way"),
    };

    public string NoReport(bool isOverdue) => isOverdue
        ? Pick("Chưa có báo cáo, đã quá hạn báo cáo", "No report, overdue") : Pick("Chưa có báo cáo", "No report");

    public string Due(TaskPart part) => part.Due is { } due ? Date(due) : Capital(part.Task.DeadlineText);

    /// <summary>How verdicts are reached, paragraph by paragraph.</summary>
    public IReadOnlyList<string> Method(BulletinContent content) =>
    [
        Pick(
            "Mỗi mục tiêu được đánh giá bằng hai phương pháp đã công bố. Nhịp độ (Cơ quan Thống kê Canada, Open SDG) so tốc độ tăng thực "
                + "tế với tốc độ cần có để đạt mục tiêu: từ 0,95 là tiến bộ rõ rệt, từ 0,60 là vừa phải, từ 0 là hạn chế, dưới 0 là xấu "
                + "đi. Triển vọng (Cơ quan Thống kê Liên bang Đức) kéo dài xu hướng năm năm gần nhất đến năm mục tiêu và ghi bằng ký hiệu "
                + "thời tiết.",
            "Each target is judged by two published methods. Pace (Statistics Canada, Open SDG) holds the observed yearly rate against "
                + "the rate required: from 0.95 substantial, from 0.60 moderate, from 0 limited progress, below 0 deterioration. Outlook "
                + "(Destatis) extends the trend of the last five years to the target year and shows it as weather."),
        Pick(
            "Khi năm mục tiêu chưa qua, kết quả yếu hơn trong hai phương pháp quyết định: đúng tiến độ, có nguy cơ không đạt hoặc chậm "
                + "tiến độ. Sau ngày 31 tháng 12 của năm mục tiêu, số liệu của năm đó quyết định: đạt hoặc không đạt. Thiếu số liệu thì "
                + "ghi chưa có số liệu, không suy đoán.",
            "Before the horizon has passed the weaker of the two decides: on track, at risk or off track. After 31 December of the target "
                + "year its figure decides: met or missed. A missing figure is no data, never a guess."),
        .. content.Breaks.Select(gap => Pick(
            $"Chuỗi số liệu gián đoạn: {gap.Vi}; không tính tốc độ qua mốc này khi chưa có hệ số quy đổi.",
            $"Break in the series: {gap.En}; no rate is computed across that day without a bridge.")),
        Pick(
            "Số ước cả năm từ các tháng chỉ để tham khảo, không quyết định kết luận.",
            "A year estimated from its months is for information and decides nothing."),
    ];

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
