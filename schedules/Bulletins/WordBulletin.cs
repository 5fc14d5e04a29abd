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
/// same sections as a plain report.</summary>
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

        private bool IsVietnamese => phrases.Language == Language.Vietnamese;

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
            Tasks();
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
                    new Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: 12),
                    new Line("Độc lập - Tự do - Hạnh phúc", Bold: true, RuleOf: 0.54),
                    new Line("Hải Phòng, ngày … tháng … năm …", Italic: true),
                ]);
            _document.Lines(new Line("BÁO CÁO", Bold: true, Size: 14), new Line(phrases.Title(content), Bold: true, Size: 14, RuleOf: 0.3));
        }

        private void Summary()
        {
            _document.Heading(1, Say("Tóm tắt", "Summary"));
            _document.Body(phrases.Basis(content));
            _document.Body(phrases.Summary(content));
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
                        + (names.Count > 1 ? $" ({i + 1}/{names.Count})" : ""));
            }
        }

        private void Sector(SectorPart sector)
        {
            _document.Heading(2, phrases.Name(sector.Sector));
            _document.Body(phrases.Summary(sector), withNext: true);
            if (sector.HasPicture)
            {
                Picture(sector.Picture,
                    phrases.Pick("Các chỉ tiêu của lĩnh vực", "The indicators of the sector") + ": " + phrases.Name(sector.Sector));
            }

            foreach (var part in sector.Known)
            {
                Indicator(part);
            }

            var missing = sector.Missing;
            if (missing.Count > 0)
            {
                _document.Table(
                    Say("Chỉ tiêu chưa có số liệu và đơn vị báo cáo", "Indicators without figures, and who owes them") + ": "
                        + phrases.Name(sector.Sector),
                    [
                        new(Say("Chỉ tiêu", "Indicator"), 40), new(Say("Mục tiêu", "Target"), 35),
                        new(Say("Đơn vị báo cáo", "Owed by"), 25),
                    ],
                    [
                        .. missing.Select(part => new[]
                        {
                            phrases.Name(part.Indicator),
                            string.Join('\n', part.Targets.Select(target => phrases.Target(part, target))),
                            phrases.Owner(part.Indicator.Department, content.AsOf),
                        }),
                    ]);
            }
        }

        private void Indicator(IndicatorPart part)
        {
            var name = phrases.Name(part.Indicator);
            _document.Heading(3, name);
            if (part.Targets.Count > 0)
            {
                _document.Body(phrases.Sentences(part));
                _document.Table(
                    Say("Mục tiêu và kết quả", "Targets and results") + ": " + name,
                    [
                        new(Say("Mục tiêu", "Target"), 22), new(Say("Thực hiện", "Actual"), 18), new(Say("Kết luận", "Verdict"), 14),
                        new(Say("Nhịp độ", "Pace"), 14), new(Say("Triển vọng", "Outlook"), 17),
                        new(Say("Cần từ nay", "Required from here"), 15),
                    ],
                    [
                        .. part.Targets.Select(target => new[]
                        {
                            phrases.Target(part, target), phrases.Actual(target), phrases.Verdict(target.Verdict),
                            phrases.Pace(target.Verdict),
                            phrases.Outlook(target.Verdict.Outlook), phrases.Required(target),
                        }),
                    ]);
            }

            Picture(part.Indicator.Code, Say(part.Chart.Subtitle.Vi, part.Chart.Subtitle.En));
            _document.Table(
                Say("Số liệu hằng năm", "Yearly figures") + ": " + name,
                [
                    new(Say("Năm", "Year"), 15),
                    new($"{Say("Giá trị", "Value")} ({Say(part.Indicator.Unit.Text.Vi, part.Indicator.Unit.Text.En)})", 40, IsNumber: true),
                    new(Say("Loại số liệu", "Kind of figure"), 45),
                ],
                [
                    .. part.Values.OrderBy(value => value.Year).Select(value => new[]
                    {
                        value.Year.ToString(CultureInfo.InvariantCulture), phrases.Number(value.Value, part.Indicator.Decimals),
                        phrases.Status(value.Status, value.IsNowcast),
                    }),
                ],
                0.65);
        }

        private void Departments()
        {
            _document.Heading(1, Say("Trách nhiệm của các đơn vị", "Departments"));
            if (content.Departments.Count == 0)
            {
                _document.Body(
                    Say("Danh mục chưa giao chỉ tiêu, nhiệm vụ cho đơn vị nào.",
                        "The catalogue names no department for any indicator or task."));
                return;
            }

            _document.Body(Say(
                "Mỗi chỉ tiêu được tính theo mục tiêu đến hạn gần nhất.", "Each indicator counts by the target that falls due next."),
                withNext: true);
            _document.Table(
                Say("Chỉ tiêu, số liệu và nhiệm vụ theo đơn vị", "Indicators, figures and tasks by department"),
                [
                    new(Say("Đơn vị", "Department"), 21), new(Say("Chỉ tiêu", "Indicators"), 11, IsNumber: true),
                    new(Say("Đạt, đúng tiến độ", "Met, on track"), 9, IsNumber: true),
                    new(Say("Có nguy cơ", "At risk"), 8, IsNumber: true),
                    new(Say("Chậm, không đạt", "Off track, missed"), 10, IsNumber: true),
                    new(Say("Chưa đánh giá được", "Not judged"), 10, IsNumber: true),
                    new(Say($"Thiếu số liệu {content.DueYear}", $"Figures for {content.DueYear} owed"), 10, IsNumber: true),
                    new(Say("Nhiệm vụ quá hạn", "Tasks overdue"), 10, IsNumber: true),
                    new(Say("Nhiệm vụ chưa báo cáo", "Tasks without a report"), 10, IsNumber: true),
                ],
                [
                    .. content.Departments.Select(part =>
                    {
                        var verdicts = part.Indicators.Select(indicator => indicator.Next(content.AsOf)?.Verdict.Verdict).ToList();
                        string Of(params Verdict?[] some) => phrases.Count(verdicts.Count(some.Contains));
                        return new[]
                        {
                            phrases.Name(part.Department), phrases.Count(part.Indicators.Count), Of(Verdict.Met, Verdict.OnTrack),
                            Of(Verdict.AtRisk),
                            Of(Verdict.OffTrack, Verdict.Missed), Of(Verdict.NoData, Verdict.NotAvailable, null),
                            phrases.Count(part.Owed.Count),
                            phrases.Count(part.Overdue.Count), phrases.Count(part.Unreported.Count),
                        };
                    }),
                ]);
            Table(
                Say($"Đơn vị còn thiếu số liệu năm {content.DueYear}", $"Departments that owe figures for {content.DueYear}"),
                [new(Say("Đơn vị", "Department"), 30), new(Say("Chỉ tiêu còn thiếu số liệu", "Figures owed"), 70)],
                [
                    .. content.Departments.Where(part => part.Owed.Count > 0).Select(part => new[]
                    {
                        phrases.Name(part.Department), string.Join('\n', part.Owed.Select(owed => "- " + phrases.Name(owed.Indicator))),
                    }),
                ],
                Say($"Không đơn vị nào còn thiếu số liệu năm {content.DueYear}.", $"No department owes a figure for {content.DueYear}."));
        }

        private void Tasks()
        {
            _document.Heading(1, Say("Nhiệm vụ", "Tasks"));
            _document.Body(phrases.Tasks(content), withNext: true);
            Table(
                Say("Nhiệm vụ quá hạn", "Tasks overdue"),
                [
                    new(Say("Mã", "Code"), 8), new(Say("Nhiệm vụ", "Task"), 48), new(Say("Đơn vị", "Department"), 18),
                    new(Say("Hạn", "Due"), 15),
                    new(Say("Mức độ hoàn thành", "Done"), 11, IsNumber: true),
                ],
                [
                    .. content.Tasks.Where(part => part.IsOverdue).Select(part => new[]
                    {
                        part.Task.Code, phrases.Title(part.Task), phrases.Owner(part.Task.Department, content.AsOf), phrases.Due(part),
                        Progress(part.Progress),
                    }),
                ],
                Say("Không có nhiệm vụ nào quá hạn.", "No task is overdue."));
            Table(
                Say("Nhiệm vụ chưa có báo cáo", "Tasks nobody has reported on"),
                [
                    new(Say("Mã", "Code"), 8), new(Say("Nhiệm vụ", "Task"), 45), new(Say("Đơn vị", "Department"), 17),
                    new(Say("Hạn", "Due"), 14), new(Say("Tình trạng", "State"), 16),
                ],
                [
                    .. content.Tasks.Where(part => part.HasNoReport).Select(part => new[]
                    {
                        part.Task.Code, phrases.Title(part.Task), phrases.Owner(part.Task.Department, content.AsOf), phrases.Due(part),
                        phrases.NoReport(part.IsReportOverdue),
                    }),
                ],
                Say("Nhiệm vụ nào cũng đã có báo cáo.", "Every task has been reported on."));
        }

        private void Milestones()
        {
            _document.Heading(1, Say("Mục tiêu không định lượng", "Goals without a number"));
            Table(
                Say("Tình trạng các mục tiêu không định lượng", "Goals without a number and their state"),
                [
                    new(Say("Mã", "Code"), 8), new(Say("Mục tiêu", "Goal"), 40), new(Say("Đơn vị", "Department"), 18),
                    new(Say("Năm đích", "Horizon"), 11),
                    new(Say("Tình trạng", "State"), 12), new(Say("Mức độ hoàn thành", "Done"), 11, IsNumber: true),
                ],
                [
                    .. content.Milestones.Select(part => new[]
                    {
                        part.Milestone.Code, Say(part.Milestone.Name.Vi, part.Milestone.Name.En),
                        phrases.Owner(part.Milestone.Department, content.AsOf),
                        part.Milestone.Horizon.ToString(CultureInfo.InvariantCulture), phrases.MilestoneState(part),
                        Progress(part.Progress),
                    }),
                ],
                Say("Danh mục không có mục tiêu nào loại này.", "The catalogue has none."));
        }

        private void Method()
        {
            _document.Heading(1, Say("Phương pháp", "Method"));
            foreach (var text in phrases.Method(content))
            {
                _document.Body(text);
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
                    new Line("Nơi nhận:", Bold: true, Italic: true, Size: 12, Centred: false),
                    new Line("- …;", Size: 11, Centred: false),
                    new Line("- …;", Size: 11, Centred: false),
                    new Line("- Lưu: VT, …", Size: 11, Centred: false),
                ],
                [
                    new Line("TM. ỦY BAN NHÂN DÂN", Bold: true, Size: 14),
                    new Line("…", Bold: true, Size: 14),
                    .. Enumerable.Repeat(new Line("", Size: 14), 4),
                    new Line("…", Bold: true, Size: 14),
                ]);
        }

        private string Progress(double? percent) => percent is { } known ? phrases.Number(known, 0) + "%" : "…";

        private void Picture(string name, string caption)
        {
            var (png, altText) = chart(name);
            _document.Picture(png, altText, caption);
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
