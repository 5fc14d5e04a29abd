using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using SkiaSharp;
using Inline = DocumentFormat.OpenXml.Drawing.Wordprocessing.Inline;

namespace Plan86.Tests.Schedules.Bulletins;

/// <summary>
/// How a Word document falls into pages, worked out from its own styles and the widths of the shipped typeface: lines are broken at
/// blanks, what is kept with the next stays with it, rows are not split. No renderer, but near enough to count pages and to see one
/// with two lines on it.
/// </summary>
internal static class WordPages
{
    private const double PointsPerTwip = 0.05;
    private const double LineHeight = 1.265;

    private static readonly SKTypeface Regular =
        SKTypeface.FromFile(Path.Combine(Repository.Root, "schedules", "fonts", "BeVietnamPro-Regular.ttf"));

    private static readonly SKTypeface Bold =
        SKTypeface.FromFile(Path.Combine(Repository.Root, "schedules", "fonts", "BeVietnamPro-Bold.ttf"));

    /// <summary>Returns the height in use of each page, as a share of what a page has.</summary>
    public static IReadOnlyList<double> Fill(WordprocessingDocument word)
    {
        var body = word.MainDocumentPart!.Document!.Body!;
        var styles = word.MainDocumentPart.StyleDefinitionsPart!.Styles!;
        var section = body.GetFirstChild<SectionProperties>()!;
        var (size, margins) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!);
        var width = (size.Width!.Value - margins.Left!.Value - margins.Right!.Value) * PointsPerTwip;
        var height = (size.Height!.Value - margins.Top!.Value - margins.Bottom!.Value) * PointsPerTwip;
        var pages = new List<double> { 0 };
        var block = 0.0;
        foreach (var (own, keepsNext) in body.ChildElements.SelectMany(element => Pieces(element, styles, width)))
        {
            block += own;
            if (keepsNext)
            {
                continue;
            }

            if (pages[^1] + block > height && pages[^1] > 0)
            {
                pages.Add(0);
            }

            for (pages[^1] += block; pages[^1] > height;)
            {
                // Longer than a page, however it is kept together.
                pages.Add(pages[^1] - height);
                pages[^2] = height;
            }

            block = 0;
        }

        pages[^1] += block;
        return [.. pages.Select(used => used / height)];
    }

    private static IEnumerable<(double Height, bool KeepsNext)> Pieces(OpenXmlElement element, Styles styles, double width)
    {
        switch (element)
        {
            case Paragraph paragraph:
                var (lines, line, around, keeps) = Measure(paragraph, styles, width);
                if (lines == 0)
                {
                    yield return (around, keeps);
                }

                for (var i = 0; i < lines; i++)
                {
                    // No line alone at the foot or at the top of a page.
                    yield return (line + (i == 0 ? around : 0), keeps || (lines > 1 && (i == 0 || i == lines - 2)));
                }

                break;
            case Table table:
                var columns = table.GetFirstChild<TableGrid>()!.Elements<GridColumn>()
                    .Select(column => int.Parse(column.Width!.Value!, System.Globalization.CultureInfo.InvariantCulture) * PointsPerTwip)
                    .ToList();
                foreach (var row in table.Elements<TableRow>())
                {
                    var cells = row.Elements<TableCell>().Select((cell, at) => cell.Elements<Paragraph>()
                        .Select(paragraph => Measure(paragraph, styles, columns[at] - 8)).ToList()).ToList();
                    yield return (
                        1 + cells.Max(cell => cell.Sum(part => part.Around + (Math.Max(1, part.Lines) * part.Line))),
                        cells.Exists(cell => cell.Exists(part => part.KeepsNext)));
                }

                break;
            case SdtBlock block:
                foreach (var piece in block.SdtContentBlock!.ChildElements.SelectMany(child => Pieces(child, styles, width)))
                {
                    yield return piece;
                }

                break;
            default:
                break;
        }
    }

    private static (int Lines, double Line, double Around, bool KeepsNext) Measure(Paragraph paragraph, Styles styles, double width)
    {
        var defaults = styles.DocDefaults!;
        var style = styles.Elements<Style>().FirstOrDefault(own => own.StyleId == paragraph.ParagraphProperties?.ParagraphStyleId?.Val);
        var spacing = defaults.ParagraphPropertiesDefault!.ParagraphPropertiesBaseStyle!.SpacingBetweenLines!;
        var own = style?.StyleParagraphProperties?.SpacingBetweenLines;
        var direct = paragraph.ParagraphProperties?.SpacingBetweenLines;
        double Twips(Func<SpacingBetweenLines, StringValue?> of) =>
            double.Parse(
                (direct is null ? null : of(direct)?.Value) ?? (own is null ? null : of(own)?.Value) ?? of(spacing)?.Value ?? "0",
                System.Globalization.CultureInfo.InvariantCulture);
        var around = (Twips(of => of.Before) + Twips(of => of.After)) * PointsPerTwip;
        var keeps = paragraph.ParagraphProperties?.KeepNext is not null || style?.StyleParagraphProperties?.KeepNext is not null;
        if (paragraph.Descendants<Inline>().FirstOrDefault() is { } picture)
        {
            return (1, picture.Extent!.Cy!.Value / 12700.0, around, keeps);
        }

        var points = double.Parse(
            paragraph.Descendants<Run>().Select(run => run.RunProperties?.FontSize?.Val?.Value).FirstOrDefault(size => size is not null)
                ?? style?.StyleRunProperties?.FontSize?.Val?.Value
                ?? defaults.RunPropertiesDefault!.RunPropertiesBaseStyle!.FontSize!.Val!.Value!,
            System.Globalization.CultureInfo.InvariantCulture) / 2;
        var isBold = style?.StyleRunProperties?.Bold is not null;
        using var font = new SKFont(isBold ? Bold : Regular, (float)points);
        var text = string.Concat(paragraph.Descendants<Text>().Select(run => run.Text));
        text = style?.StyleRunProperties?.Caps is not null ? text.ToUpperInvariant() : text;
        return (Lines(text, font, width), points * LineHeight * Twips(of => of.Line) / 240, around, keeps);
    }

    private static int Lines(string text, SKFont font, double width)
    {
        var (lines, at) = (1, 0.0);
        var blank = font.MeasureText(" ");
        foreach (var word in text.Split(' '))
        {
            var length = font.MeasureText(word.Replace("\u200D", "", StringComparison.Ordinal));
            if (at > 0 && at + blank + length > width)
            {
                lines++;
                at = 0;
            }

            at += (at > 0 ? blank : 0) + length;
            for (; at > width; at -= width)
            {
                lines++;
            }
        }

        return lines;
    }
}
