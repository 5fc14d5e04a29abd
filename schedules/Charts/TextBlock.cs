using System.Text;
using Plan86.Transform;

namespace Plan86.Schedules.Charts;

internal enum Align
{
    Left,
    Centre,
    Right,
}

/// <summary>Lines of text that are placed together. The box is the letters' ink, not their nominal height.</summary>
internal sealed class TextBlock
{
    private const double Leading = 1.28;

    private readonly List<(string Text, double Size, bool Bold, string Colour, TextSize Measure, double Baseline)> _lines = [];
    private readonly string _what;

    public TextBlock(string what) => _what = what;

    public double Width { get; private set; }

    public double Height { get; private set; }

    public int Lines => _lines.Count;

    /// <summary>From the top of the box to the first base line.</summary>
    public double FirstBaseline => _lines[0].Baseline;

    public double LastBaseline => _lines[^1].Baseline;

    /// <summary>Wraps one paragraph below those already there; what does not fit ends in "…".</summary>
    public TextBlock Add(string text, double size, bool bold, string colour, double width, int maxLines)
    {
        foreach (var line in Wrap(text, size, bold, width, maxLines))
        {
            var measure = Painter.Measure(line, size, bold);
            // Ink decides where the first line starts; stacked diacritics may reach further up than the leading gives.
            var baseline = _lines.Count == 0
                ? -measure.Ink.Top
                : Math.Max(_lines[^1].Baseline + size * Leading, Height + 3 - measure.Ink.Top);
            _lines.Add((line, size, bold, colour, measure, baseline));
            Width = Math.Max(Width, Math.Max(measure.Advance, measure.Ink.Right));
            Height = Math.Max(Height, baseline + measure.Ink.Bottom);
        }

        return this;
    }

    public IEnumerable<Lettering> At(double left, double top, Align align)
    {
        foreach (var (text, size, bold, colour, measure, baseline) in _lines)
        {
            var slack = Width - Math.Max(measure.Advance, measure.Ink.Right);
            var x = left + align switch
            {
                Align.Right => slack,
                Align.Centre => slack / 2,
                _ => 0,
            };
            var y = top + baseline;
            var ink = measure.Ink;
            yield return new Lettering(
                _what, text, new Spot(x, y), size, bold, colour,
                new Box(x + ink.Left, y + ink.Top, x + ink.Right, y + ink.Bottom));
        }
    }

    private static List<string> Wrap(string text, double size, bool bold, double width, int maxLines)
    {
        var lines = Fill(text, size, bold, width);
        if (lines.Count > maxLines)
        {
            lines.RemoveRange(maxLines, lines.Count - maxLines);
            var last = lines[^1];
            while (last.Length > 0 && Painter.Measure(last + "…", size, bold).Advance > width)
            {
                last = last[..(last.LastIndexOf(' ') is > 0 and var space ? space : last.Length - 1)];
            }

            lines[^1] = last.TrimEnd(' ', ',', ';', ':', '–', '-', '.') + "…";
            return lines;
        }

        // No word alone on the last line: the narrowest column that needs no more lines.
        if (lines.Count > 1)
        {
            var longest = text.Split(' ').Max(word => Painter.Measure(word, size, bold).Advance);
            var (narrow, wide) = (Math.Min(width, Math.Max(width / 2, longest)), width);
            while (wide - narrow > 8)
            {
                var middle = (narrow + wide) / 2;
                if (Fill(text, size, bold, middle).Count > lines.Count)
                {
                    narrow = middle;
                }
                else
                {
                    wide = middle;
                }
            }

            lines = Fill(text, size, bold, wide);
        }

        return lines;
    }

    private static List<string> Fill(string text, double size, bool bold, double width)
    {
        var space = Painter.Measure(" ", size, bold).Advance;
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0.0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Cut))
        {
            var advance = Painter.Measure(word, size, bold).Advance;
            if (line.Length > 0 && used + space + advance > width)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }

            used += (line.Length > 0 ? space : 0) + advance;
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0)
        {
            lines.Add(line.ToString());
        }

        return lines;

        IEnumerable<string> Cut(string word)
        {
            while (word.Length > 1 && Painter.Measure(word, size, bold).Advance > width)
            {
                var length = word.Length - 1;
                while (length > 1 && Painter.Measure(word[..length], size, bold).Advance > width)
                {
                    length--;
                }

                if (length > 1 && char.IsHighSurrogate(word[length - 1]))
                {
                    length--;
                }

                yield return word[..length];
                word = word[length..];
            }

            yield return word;
        }
    }
}
