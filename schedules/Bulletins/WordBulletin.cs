using System.Globalization;
using Plan86.Schedules.Charts;
using Plan86.Schedules.Office;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading;
using Plan86.Transform.Reading.Layout;

namespace Plan86.Schedules.Bulletins;

using Column = WordDocument.Column;
using Line = WordDocument.Line;

/// <summary>The bulletin as a Word document: in Vietnamese a report as Decree 30/2020/NĐ-CP lays it out, in English the
/// same sections as a plain report. It is the print version in short: a sector has one picture and one table of verdicts, a chart of
/// its own only what is in the news, a department stands once with all it owes.</summary>
internal static class WordBulletin
{
    /// <param name="chart">Picture and alt text by indicator code; asked for indicators that have figures.</param>
    public static byte[] Write(
        Settings settings, BulletinContent content, Phrases phrases, Func<string, (byte[] Png, string AltText)> chart) =>
        new Writer(settings, content, phrases, chart).Write();

    private sealed class Writer(
        Settings settings, BulletinContent content, Phrases phrases, Func<string, (byte[] Png, string AltText)> chart)
    {
        private readonly WordDocument _document = new(
            phrases.Language, phrases.Title(content),
            phrases.Pick("Ủy ban nhân dân thành phố Hải Phòng", "People's Committee of Hải Phòng"), content.AsOf);

        /// <summary>So many indicators have a chart of their own; all charts lie beside the document, as pictures.</summary>
        private const int MostCharts = 3;

        /// <summary>Of the text column, so that two charts find room on a page with what is said of them.</summary>
        private const double ChartShare = 0.82;

        /// <summary>Small charts, three abreast: with less their texts cannot be read.</summary>
        private const double SectorShare = 0.9;

        /// <summary>All verdicts of a page in one picture, which is nearly square.</summary>
        private const double OverviewShare = 0.78;

        /// <summary>So much of a task's title tells which one is meant; all of it stands on the site.</summary>
        private const int LongestTitle = 60;

        private readonly IReadOnlyList<MainPoint> _points = new MainPoints(content, phrases).All();

        private bool IsVietnamese => phrases.Language == Language.Vietnamese;

        /// <summary>What the main points are about, then whose verdict changed.</summary>
        private HashSet<string> InTheNews => _inTheNews ??=
        [
            .. _points.Select(point => point.Indicator).OfType<string>()
                .Concat(content.Changes.Select(change => change.Target.Indicator)).Distinct().Take(MostCharts),
        ];

        private HashSet<string>? _inTheNews;

        public byte[] Write()
        {
            Head();
            _document.Contents(Say("Nội dung", "Contents"));
            Summary();
            Changes();
            AllTargets();
            _document.Heading(1, Say("Kết quả theo lĩnh vực", "Results by sector"));
            if (content.Sectors.Count == 0)
            {
                _document.Body(Say("Danh mục chưa có chỉ tiêu nào.", "The catalogue has no indicator."));
            }

            foreach (var sector in content.Sectors)
            {
                Sector(sector);
            }

            Departments();
            Milestones();
            Method();
            Extracts();
            Foot();
            return _document.ToArray();
        }

        private string Say(string vi, string en) => phrases.Pick(vi, en);

        private void Head()
        {
            if (!IsVietnamese)
            {
                _document.Lines(
                    new Line("People's Committee of Hải Phòng", Size: 12),
                    new Line(phrases.Title(content), Bold: true, Size: 16),
                    new Line($"As of {phrases.Date(content.AsOf)}", Italic: true, RuleOf: 0.3));
                return;
            }

            _document.SideBySide(
                0.4,
                [
                    new Line("ỦY BAN NHÂN DÂN", Bold: true),
                    new Line("THÀNH PHỐ HẢI PHÒNG", Bold: true, RuleOf: 0.3),
                    new Line("Số: …/BC-UBND"),
                ],
                [
                    new Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: 10),
                    new Line("Độc lập - Tự do - Hạnh phúc", Bold: true, RuleOf: 0.54),
                    new Line("Hải Phòng, ngày … tháng … năm …", Italic: true),
                ]);
            _document.Lines(new Line("BÁO CÁO", Bold: true, Size: 12), new Line(phrases.Title(content), Bold: true, Size: 12, RuleOf: 0.3));
        }

        private void Summary()
        {
            _document.Heading(1, Say("Những điểm chính", "Main points"));
            _document.Items(_points.Select(point => point.Text));
            _document.Body(phrases.Basis(content));
            _document.Body(phrases.Counts(content));
            if (Territories.Legend(settings.Catalogue, content.Targets.Select(target => target.Verdict)) is { } legend)
            {
                _document.Body(Say(legend.Vi, legend.En) + ".");
            }

            if (!content.Targets.Any())
            {
                return;
            }

            var horizons = content.Targets.Select(part => part.Target.Horizon).Distinct().Order(StringComparer.Ordinal).ToList();
            var verdicts = Enum.GetValues<Verdict>();
            IReadOnlyList<string> Row(string name, IEnumerable<TargetPart> targets)
            {
                var all = targets.ToList();
                return
                [
                    name,
                    .. horizons.Select(horizon => phrases.Count(all.Count(part => part.Target.Horizon == horizon))),
                    phrases.Count(all.Count),
                ];
            }

            _document.Table(
                Say("Số mục tiêu theo kết luận", "Targets by verdict"),
                [
                    new(Say("Kết luận", "Verdict"), 3),
                    .. horizons.Select(horizon => new Column(
                        horizon.Length > 0 ? Say($"Mục tiêu {horizon}", $"Targets for {horizon}") : Say("Hằng năm", "Yearly"), 2,
                        IsNumber: true)),
                    new(Say("Cộng", "Total"), 2, IsNumber: true),
                ],
                [
                    .. verdicts.Select(
                        verdict => Row(phrases.Verdict(verdict), content.Targets.Where(part => part.Verdict.Verdict == verdict))),
                    Row(Say("Cộng", "Total"), content.Targets),
                ],
                0.8);
        }

        private void Changes()
        {
            _document.Heading(1, Say("Thay đổi trong tháng", "What changed this month"));
            _document.Heading(2, Say("Kết luận thay đổi và lý do", "Verdicts that changed, and why"));
            Items(
                content.Changes.Select(change => $"{phrases.Date(change.Day)}: {phrases.Change(settings.Catalogue, change)}."),
                Say("Không có kết luận nào thay đổi.", "No verdict changed."));
            _document.Heading(2, Say("Số liệu được điều chỉnh", "Figures revised"));
            Items(
                content.Revisions.Select(revision => phrases.Revision(revision) + "."),
                Say("Không có số liệu nào được điều chỉnh.", "No figure was revised."));
            var evidence = phrases.Evidence(settings.Catalogue, content);
            if (evidence.Count > 0)
            {
                _document.Table(
                    Say("Số liệu làm thay đổi và ô nguồn", "The figures behind the changes, and the cells they come from"),
                    [
                        new(Say("Chỉ tiêu", "Indicator"), 28), new(Say("Kỳ", "Period"), 12), new(Say("Số liệu", "Figure"), 24),
                        new(Say("Tệp và ô nguồn", "File and cell"), 36),
                    ],
                    evidence);
            }
        }

        private void AllTargets()
        {
            var names = content.Overviews;
            if (names.Count == 0)
            {
                return;
            }

            _document.Heading(1, Say("Toàn cảnh các mục tiêu", "All targets at a glance"));
            for (var i = 0; i < names.Count; i++)
            {
                Picture(names[i],
                    Say("Mức đã đạt so với mục tiêu", "Share of the target reached")
                        + (names.Count > 1 ? $" ({i + 1}/{names.Count})" : ""),
                    OverviewShare);
            }
        }

        private void Sector(SectorPart sector)
        {
            _document.Heading(2, phrases.Name(sector.Sector));
            _document.Body(phrases.Summary(sector));

            // The table before the picture: its rows fill what is left of a page.
            Verdicts(sector);
            if (sector.HasPicture)
            {
                Picture(sector.Picture,
                    phrases.Pick("Các chỉ tiêu của lĩnh vực", "The indicators of the sector") + ": " + phrases.Name(sector.Sector),
                    SectorShare);
            }

            // One with the sector's picture to itself has no other.
            var shown = sector.Known.Where(part => InTheNews.Contains(part.Indicator.Code) || !sector.HasPicture).ToList();
            foreach (var part in shown)
            {
                _document.Heading(3, phrases.Name(part.Indicator));
                _document.Body(part.Targets.Count > 0 ? phrases.Sentences(part) : phrases.Headline(part) + ".", withNext: true);
                Picture(part.Indicator.Code, Say(part.Chart.Subtitle.Vi, part.Chart.Subtitle.En), ChartShare);
            }

            if (sector.Missing.Count > 0)
            {
                _document.Note(
                    Say("Chưa có số liệu: ", "No figures yet: ")
                        + string.Join("; ", sector.Missing.Select(part => phrases.Name(part.Indicator))) + ".");
            }
        }

        private void Verdicts(SectorPart sector)
        {
            var known = sector.Known.Where(part => part.Targets.Count > 0).ToList();
            if (known.Count == 0)
            {
                return;
            }

            _document.Table(
                Say("Mục tiêu và kết luận", "Targets and verdicts") + ": " + phrases.Name(sector.Sector),
                [
                    new(Say("Chỉ tiêu", "Indicator"), 23), new(Say("Mục tiêu", "Target"), 20), new(Say("Thực hiện", "Actual"), 16),
                    new(Say("Kết luận", "Verdict"), 13), new(Say("Nhịp độ; triển vọng", "Pace; outlook"), 14),
                    new(Say("Cần từ nay", "Required from here"), 14),
                ],
                [
                    .. known.SelectMany(part => part.Targets.Select((target, at) => new[]
                    {
                        at == 0 ? phrases.Name(part.Indicator) : "", phrases.Target(part, target), phrases.Actual(target),
                        phrases.Verdict(target.Verdict), phrases.Methods(target.Verdict), phrases.Required(target),
                    })),
                ]);
            foreach (var note in phrases.Doubts(sector.Known.SelectMany(part => part.Targets)))
            {
                _document.Body(note);
            }
        }

        private void Departments()
        {
            _document.Heading(1, Say("Theo đơn vị", "By department"));
            if (content.Departments.Count == 0)
            {
                _document.Body(
                    Say("Danh mục chưa giao chỉ tiêu, nhiệm vụ cho đơn vị nào.",
                        "The catalogue names no department for any indicator or task."));
                return;
            }

            _document.Body(phrases.Tasks(content), withNext: true);
            Table(
                Say($"Số liệu năm {content.DueYear} còn thiếu, nhiệm vụ quá hạn và chưa có báo cáo",
                    $"Figures for {content.DueYear} owed, tasks overdue and tasks without a report"),
                [
                    new(Say("Đơn vị", "Department"), 18), new(Say("Thiếu số liệu / chỉ tiêu", "Owed / indicators"), 9, IsNumber: true),
                    new(Say("Chỉ tiêu còn thiếu số liệu", "Figures owed"), 27),
                    new(Say("Nhiệm vụ quá hạn, chưa có báo cáo", "Tasks overdue or without a report"), 46),
                ],
                [
                    .. content.Departments.Select(part => (string[])
                    [
                        phrases.Heir(part), $"{part.Owed.Count}/{part.Indicators.Count}",
                        string.Join("; ", part.Owed.Select(owed => phrases.Name(owed.Indicator))),
                        string.Join('\n', part.Tasks.Where(task => task.IsOverdue || task.HasNoReport)
                            .Select(task => BulletinPage.Task(phrases, task, LongestTitle))),
                    ]),
                ],
                "");
        }

        private void Milestones()
        {
            _document.Heading(1, Say("Mục tiêu không định lượng", "Goals without a number"));
            Table(
                Say("Tình trạng các mục tiêu không định lượng", "Goals without a number and their state"),
                [
                    new(Say("Mục tiêu", "Goal"), 50), new(Say("Đơn vị", "Department"), 24), new(Say("Năm đích", "Horizon"), 9),
                    new(Say("Tình trạng", "State"), 17),
                ],
                [
                    .. content.Milestones.Select(part => new[]
                    {
                        Say(part.Milestone.Name.Vi, part.Milestone.Name.En), phrases.Owner(part.Milestone.Department, content.AsOf),
                        part.Milestone.Horizon.ToString(CultureInfo.InvariantCulture),
                        phrases.MilestoneState(part) + (part.Progress is { } done ? $", {phrases.Number(done, 0)}%" : ""),
                    }),
                ],
                Say("Danh mục không có mục tiêu nào loại này.", "The catalogue has none."));
        }

        private void Method()
        {
            _document.Heading(1, Say("Phương pháp", "Method"));
            foreach (var text in phrases.Method(content))
            {
                _document.Note(text);
            }
        }

        private void Extracts()
        {
            _document.Heading(1, Say("Nguồn số liệu", "Sources"));
            Table(
                Say($"Tệp số liệu công bố trong {phrases.Month(content.Month)}", $"Extracts published in {phrases.Month(content.Month)}"),
                [
                    new(Say("Tệp", "File"), 48), new(Say("Nguồn", "Source"), 34), new(Say("Ngày công bố", "Published"), 18),
                ],
                [
                    .. content.NewExtracts.Select(part => new[]
                    {
                        part.FileName,
                        phrases.Source(settings.Sources, part.Source),
                        phrases.Date(part.PublishedOn),
                    }),
                ],
                Say("Trong tháng không có tệp số liệu nào được công bố.", "No extract was published this month."));
        }

        private void Foot()
        {
            if (!IsVietnamese)
            {
                return;
            }

            _document.Body(
                $"Trên đây là tình hình thực hiện Kế hoạch 86/KH-UBND {phrases.Month(content.Month)}, Ủy ban nhân dân thành phố Hải "
                    + "Phòng báo cáo./.",
                withNext: true);
            _document.SideBySide(
                0.5,
                [
                    new Line("Nơi nhận:", Bold: true, Italic: true, Size: 10, Centred: false),
                    new Line("- …;", Size: 10, Centred: false),
                    new Line("- …;", Size: 10, Centred: false),
                    new Line("- Lưu: VT, …", Size: 10, Centred: false),
                ],
                [
                    new Line("TM. ỦY BAN NHÂN DÂN", Bold: true, Size: 12),
                    new Line("…", Bold: true, Size: 12),
                    .. Enumerable.Repeat(new Line("", Size: 12), 4),
                    new Line("…", Bold: true, Size: 12),
                ]);
        }

        private void Picture(string name, string caption, double widthShare = 1)
        {
            var (png, altText) = chart(name);
            _document.Picture(png, altText, caption, widthShare);
        }

        private void Items(IEnumerable<string> texts, string none)
        {
            var all = texts.ToList();
            if (all.Count > 0)
            {
                _document.Items(all);
            }
            else
            {
                _document.Body(none);
            }
        }

        private void Table(string caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows, string none)
        {
            if (rows.Count > 0)
            {
                _document.Table(caption, columns, rows);
            }
            else
            {
                _document.Body(none);
            }
        }
    }
}
