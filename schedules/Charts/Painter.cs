using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using HarfBuzzSharp;
using Plan86.Transform;
using ScottPlot;
using SkiaSharp;

namespace Plan86.Schedules.Charts;

/// <summary>What a line of text covers, relative to the left end of its base line; y downwards.</summary>
internal readonly record struct TextSize(double Advance, Box Ink);

/// <summary>
/// Paints scenes with ScottPlot, and measures text with the same shaped glyphs it paints. The plot's coordinates are
/// the picture's pixels, so what a scene says is what is seen. All text is set in the embedded font: neither the fonts
/// nor the libraries of the machine can change a chart.
/// </summary>
internal static class Painter
{
    private static readonly Face Regular = new("BeVietnamPro-Regular.ttf", 'r');
    private static readonly Face Bold = new("BeVietnamPro-Bold.ttf", 'b');

    // 300 dots an inch, what print asks for.
    private const int PixelsPerMetre = 11811;

    public static TextSize Measure(string text, double size, bool isBold)
    {
        var glyphs = Pick(isBold).Shape(text);
        var scale = size / Face.Em;
        var ink = new Box(0, 0, glyphs.Advance, 0);
        foreach (var glyph in glyphs.Glyphs)
        {
            ink = ink.Union(new Box(
                glyph.X + glyph.Bounds.Left, glyph.Y + glyph.Bounds.Top,
                glyph.X + glyph.Bounds.Right, glyph.Y + glyph.Bounds.Bottom));
        }

        return new TextSize(
            glyphs.Advance * scale,
            new Box(ink.Left * scale, ink.Top * scale, ink.Right * scale, ink.Bottom * scale));
    }

    public static bool Has(Rune letter, bool isBold) => Pick(isBold).Has(letter);

    /// <summary>Paints a chart that was laid out for both sheets.</summary>
    public static Drawing Draw(Scene wide, Scene narrow) => new(
        Png(wide), SvgFile(wide), SvgFile(narrow), wide.AltText);

    public static byte[] Png(Scene scene)
    {
        using var plot = Plot(scene);
        plot.Add.Plottable(new Letters(scene));
        using var surface = SKSurface.Create(
            new SKImageInfo(scene.Width, scene.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        plot.Render(surface.Canvas, scene.Width, scene.Height);
        using var pixels = surface.PeekPixels();
        return Charts.Png.Encode(
            MemoryMarshal.Cast<byte, uint>(pixels.GetPixelSpan()), scene.Width, scene.Height, PixelsPerMetre);
    }

    public static string Svg(Scene scene) => Encoding.UTF8.GetString(SvgFile(scene));

    /// <summary>Returns the file, written in one go: a bulletin has hundreds, and a tree of elements for each is all garbage.</summary>
    private static byte[] SvgFile(Scene scene)
    {
        const string Svg = "http://www.w3.org/2000/svg", Link = "http://www.w3.org/1999/xlink";
        using var plot = Plot(scene);
        var drawn = XElement.Parse(plot.GetSvgXml(scene.Width, scene.Height));

        // Several charts may stand in one page, so ids carry the chart's own mark, which depends on its content alone.
        var mark = Mark(scene);
        var (titleId, altId) = ($"t{mark}", $"a{mark}");
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new XmlWriterSettings { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement("svg", Svg);
            writer.WriteAttributeString("xmlns", "xlink", null, Link);
            writer.WriteAttributeString("width", Text(scene.Width));
            writer.WriteAttributeString("height", Text(scene.Height));
            writer.WriteAttributeString("viewBox", $"0 0 {Text(scene.Width)} {Text(scene.Height)}");
            writer.WriteAttributeString("role", "img");
            writer.WriteAttributeString("aria-labelledby", $"{titleId} {altId}");
            foreach (var (name, id, text) in new[] { ("title", titleId, scene.Title), ("desc", altId, scene.AltText) })
            {
                writer.WriteStartElement(name, Svg);
                writer.WriteAttributeString("id", id);
                writer.WriteString(text);
                writer.WriteEndElement();
            }

            // Skia clips every shape to the whole picture, under ids that change from call to call: nothing to clip.
            writer.WriteStartElement("g", Svg);
            foreach (var element in drawn.Descendants().Where(element =>
                element.Name.LocalName is "path" or "rect" or "circle" or "ellipse" or "line" or "polygon" or "polyline"
                && element.Ancestors().All(above => above.Name.LocalName != "clipPath")))
            {
                element.WriteTo(writer);
            }

            writer.WriteEndElement();
            WriteLetters(scene, mark, writer, Svg, Link);
            writer.WriteEndElement();
        }

        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    /// <summary>Text as outlines looks the same in every program, with or without fonts. Each letter is drawn once and used where it
    /// stands, in font units, which keeps the file small.</summary>
    private static void WriteLetters(Scene scene, string mark, XmlWriter writer, string svg, string link)
    {
        writer.WriteStartElement("defs", svg);
        foreach (var (face, glyph) in scene.Texts.SelectMany(text => Pick(text.Bold).Shape(text.Text).Glyphs
            .Select(glyph => (Face: Pick(text.Bold), glyph.Id))).Distinct())
        {
            if (face.Outline(glyph) is { Length: > 0 } outline)
            {
                writer.WriteStartElement("path", svg);
                writer.WriteAttributeString("id", IdOf(face, glyph, mark));
                writer.WriteAttributeString("d", outline);
                writer.WriteEndElement();
            }
        }

        writer.WriteEndElement();
        writer.WriteStartElement("g", svg);
        foreach (var text in scene.Texts)
        {
            var face = Pick(text.Bold);
            writer.WriteStartElement("g", svg);
            writer.WriteAttributeString("fill", text.Colour);
            writer.WriteAttributeString("transform", string.Create(
                CultureInfo.InvariantCulture,
                $"translate({text.Origin.X:0.##} {text.Origin.Y:0.##}) scale({text.Size / Face.Em:0.#####})"));
            foreach (var glyph in face.Shape(text.Text).Glyphs.Where(glyph => face.Outline(glyph.Id).Length > 0))
            {
                writer.WriteStartElement("use", svg);
                writer.WriteAttributeString("href", link, "#" + IdOf(face, glyph.Id, mark));
                writer.WriteAttributeString("x", Text(glyph.X));
                if (glyph.Y != 0)
                {
                    writer.WriteAttributeString("y", Text(glyph.Y));
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string IdOf(Face face, ushort glyph, string mark) => $"{face.Letter}{Text(glyph)}{mark}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Plot Plot(Scene scene)
    {
        var plot = new Plot();
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.FigureBackground.Color = Color.FromHex(Palette.Paper);
        plot.DataBackground.Color = Color.FromHex(Palette.Paper);
        plot.Axes.SetLimits(0, scene.Width, 0, scene.Height);
        Coordinates At(Spot spot) => new(spot.X, scene.Height - spot.Y);

        foreach (var mark in scene.Marks)
        {
            switch (mark)
            {
                case Stroke { Dash: not Dash.Solid } stroke:
                    plot.Add.Plottable(new Dashes(stroke));
                    break;
                case Stroke stroke:
                    var line = plot.Add.ScatterLine(stroke.Points.Select(At).ToArray(), Color.FromHex(stroke.Colour));
                    line.LineWidth = (float)stroke.Width;
                    break;
                case Area area:
                    var polygon = plot.Add.Polygon(area.Points.Select(At).ToArray());
                    polygon.FillColor = Color.FromHex(area.Fill);
                    polygon.LineWidth = 0;
                    break;
                case Symbol symbol:
                    var at = At(symbol.Centre);
                    var marker = plot.Add.Marker(at.X, at.Y, size: (float)symbol.Size);
                    marker.MarkerStyle.Shape = symbol.Shape switch
                    {
                        Shape.Square => MarkerShape.FilledSquare,
                        Shape.Diamond => MarkerShape.FilledDiamond,
                        Shape.Triangle => MarkerShape.FilledTriangleUp,
                        Shape.TriangleDown => MarkerShape.FilledTriangleDown,
                        _ => MarkerShape.FilledCircle,
                    };
                    marker.MarkerStyle.FillColor = Color.FromHex(symbol.Filled ? symbol.Colour : Palette.Paper);
                    marker.MarkerStyle.OutlineColor = Color.FromHex(symbol.Colour);
                    marker.MarkerStyle.OutlineWidth = symbol.Filled ? 0 : 4;
                    break;
                default:
                    throw new InvalidOperationException($"No way to paint {mark.GetType().Name}.");
            }
        }

        return plot;
    }

    private static Face Pick(bool isBold) => isBold ? Bold : Regular;

    private static string Mark(Scene scene)
    {
        var content = new StringBuilder(scene.Title).Append('\n').Append(scene.AltText);
        foreach (var text in scene.Texts)
        {
            content.Append(CultureInfo.InvariantCulture,
                $"\n{text.What}|{text.Text}|{text.Origin.X:0.##}|{text.Origin.Y:0.##}|{text.Size}");
        }

        return "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..8];
    }

    private readonly record struct Glyph(ushort Id, int X, int Y, Box Bounds);

    private sealed record Run(IReadOnlyList<Glyph> Glyphs, int Advance);

    /// <summary>One weight of the font: shaped by HarfBuzz, which kerns ("Tổ", "Vị"), in font units.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "Lives as long as the program.")]
    private sealed class Face
    {
        public const int Em = 1000;

        private static readonly HarfBuzzSharp.Language Vietnamese = new("vi");

        // HarfBuzz reads the font where it lies and does not hold what wraps it: held here, or the collector takes it.
        private readonly byte[] _bytes;
        private readonly Blob _blob;
        private readonly HarfBuzzSharp.Face _face;
        private readonly HarfBuzzSharp.Font _shaper;
        private readonly SKTypeface _typeface;
        private readonly ConcurrentDictionary<ushort, string> _outlines = new();
        private readonly ConcurrentDictionary<string, Run> _shaped = new(StringComparer.Ordinal);

        public Face(string resource, char letter)
        {
            Letter = letter;
            using var stream = typeof(Painter).Assembly.GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The font {resource} is not in the assembly.");
            _bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
            stream.ReadExactly(_bytes);
            _typeface = SKTypeface.FromData(SKData.CreateCopy(_bytes))
                ?? throw new InvalidOperationException($"{resource} is not a font.");
            _blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0), _bytes.Length, MemoryMode.ReadOnly);
            _face = new HarfBuzzSharp.Face(_blob, 0) { UnitsPerEm = Em };
            _shaper = new HarfBuzzSharp.Font(_face);
            _shaper.SetFunctionsOpenType();
            _shaper.SetScale(Em, Em);
        }

        public char Letter { get; }

        public bool Has(Rune rune) => _shaper.TryGetNominalGlyph((uint)rune.Value, out _);

        public Run Shape(string text)
        {
            if (_shaped.TryGetValue(text, out var known))
            {
                return known;
            }

            // The worker draws for years: what a bulletin asks for again fits, what it no longer asks for goes.
            if (_shaped.Count > 20_000)
            {
                _shaped.Clear();
            }

            return _shaped[text] = ShapeAnew(text);
        }

        private Run ShapeAnew(string text)
        {
            using var buffer = new HarfBuzzSharp.Buffer();
            buffer.AddUtf16(text);
            // Fixed, not guessed: digits alone have no script, and the machine's locale must not choose one.
            buffer.Direction = Direction.LeftToRight;
            buffer.Script = Script.Latin;
            buffer.Language = Vietnamese;
            _shaper.Shape(buffer);

            var infos = buffer.GetGlyphInfoSpan();
            var places = buffer.GetGlyphPositionSpan();
            var glyphs = new Glyph[infos.Length];
            var pen = 0;
            for (var i = 0; i < glyphs.Length; i++)
            {
                _shaper.TryGetGlyphExtents(infos[i].Codepoint, out var extents);
                glyphs[i] = new Glyph(
                    (ushort)infos[i].Codepoint,
                    pen + places[i].XOffset,
                    -places[i].YOffset,
                    new Box(
                        extents.XBearing, -extents.YBearing,
                        extents.XBearing + extents.Width, -extents.YBearing - extents.Height));
                pen += places[i].XAdvance;
            }

            return new Run(glyphs, pen);
        }

        public SKFont Font(double size) => new(_typeface, (float)size)
        {
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
            Subpixel = true,
            LinearMetrics = true,
        };

        public string Outline(ushort glyph) => _outlines.GetOrAdd(glyph, id =>
        {
            using var font = Font(Em);
            using var path = font.GetGlyphPath(id);
            return path?.ToSvgPathData() ?? "";
        });
    }

    /// <summary>
    /// What ScottPlot has no plottable for, drawn where the scene says: the figure has no axes, so plot coordinates and
    /// canvas coordinates differ in the direction of y alone.
    /// </summary>
    private abstract class Drawn : IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public IAxes Axes { get; set; } = new Axes();

        public IEnumerable<LegendItem> LegendItems => [];

        public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

        public abstract void Render(RenderPack rp);
    }

    /// <summary>A broken line as an outline: Skia's SVG canvas knows no dashes and complains about each on stderr.</summary>
    private sealed class Dashes(Stroke stroke) : Drawn
    {
        public override void Render(RenderPack rp)
        {
            float[] rhythm = stroke.Dash switch
            {
                Dash.Dashed => [16, 9],
                Dash.Short => [8, 6],
                _ => [3, 8],
            };
            using var path = new SKPath();
            path.AddPoly([.. stroke.Points.Select(spot => new SKPoint((float)spot.X, (float)spot.Y))], close: false);
            using var effect = SKPathEffect.CreateDash(rhythm, 0);
            using var pen = new SKPaint
            {
                Style = SKPaintStyle.Stroke,
                StrokeWidth = (float)stroke.Width,
                PathEffect = effect,
            };
            using var outline = pen.GetFillPath(path);
            using var fill = new SKPaint { Color = SKColor.Parse(stroke.Colour), IsAntialias = true };
            rp.Canvas.DrawPath(outline, fill);
        }
    }

    /// <summary>The texts of a scene, as positioned glyphs: ScottPlot's own labels know neither kerning nor this font.</summary>
    private sealed class Letters(Scene scene) : Drawn
    {
        public override void Render(RenderPack rp)
        {
            foreach (var text in scene.Texts)
            {
                var face = Pick(text.Bold);
                var glyphs = face.Shape(text.Text).Glyphs;
                if (glyphs.Count == 0)
                {
                    continue;
                }

                var scale = (float)(text.Size / Face.Em);
                using var font = face.Font(text.Size);
                using var builder = new SKTextBlobBuilder();
                builder.AddPositionedRun(
                    glyphs.Select(glyph => glyph.Id).ToArray(),
                    font,
                    glyphs.Select(glyph => new SKPoint(glyph.X * scale, glyph.Y * scale)).ToArray());
                using var blob = builder.Build();
                using var paint = new SKPaint { Color = SKColor.Parse(text.Colour), IsAntialias = true };
                rp.Canvas.DrawText(blob, (float)text.Origin.X, (float)text.Origin.Y, paint);
            }
        }
    }
}
