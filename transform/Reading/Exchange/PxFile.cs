using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Plan86.Transform.Plan;
using Plan86.Transform.Reading.Delimited;
using Plan86.Transform.Reading.Layout;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// Reads PC-Axis files (PX file format specification, Statistics Sweden, 2013). A figure's address is its position in
/// the full matrix, from 0: <c>[12]</c>. Of several languages Vietnamese is taken, else the file's own.
/// </summary>
internal sealed partial class PxFile
{
    private const int LongestKey = 4096;
    private const int LongestText = 1 << 16;
    private const int MostNotes = 10_000;
    private const int Sample = 1 << 16;

    // Strings of more than 256 letters are cut into several; shorter ones that follow each other are lines.
    private const int ShortPiece = 200;
    private const int FurthestAhead = 2048;
    private const int MostTimes = 10_000;
    private static readonly string[] OwnWords = ["AXIS-VERSION=", "MATRIX=", "STUB=", "HEADING=", "VALUES(", "SUBJECT-AREA=", "CONTENTS="];
    private static readonly string[] NoteWords = ["NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX", "DATANOTE"];

    // What people write there is prose, quotes and all; the structure of the file does not rest on it.
    private static readonly HashSet<string> FreeWords =
    [
        .. NoteWords, "DATANOTECELL", "DATANOTESUM", "SOURCE", "CONTACT", "INFO", "INFOFILE", "DESCRIPTION", "DESCRIPTIONDEFAULT",
        "REFPERIOD", "BASEPERIOD",
        "SURVEY", "LINK", "COPYRIGHT", "TITLE", "CONTENTS", "SUBJECT-AREA", "METHODOLOGY", "OFFICIAL-STATISTICS",
    ];

    private static readonly string[] OriginWords = ["SOURCE", "LAST-UPDATED", "CREATION-DATE"];

    private readonly TextReader _text;

    // Where the file's letters are TCVN3; no code page says so.
    private readonly Tcvn3? _tcvn3;
    private readonly ReadingContext _reading;

    // Keyword and language, then what stands in its parentheses (joined by U+001F) → values.
    private readonly Dictionary<(string Keyword, string Language), Dictionary<string, List<string>>> _keys = [];
    private readonly StringBuilder _buffer = new();

    // Read from the text already, to see what a quote ends.
    private readonly StringBuilder _ahead = new();
    private int _aheadAt;
    private int _line = 1;

    private PxFile(TextReader text, Tcvn3? tcvn3, ReadingContext reading) => (_text, _tcvn3, _reading) = (text, tcvn3, reading);

    /// <summary>Whether text begins as a PC-Axis file does: a keyword, and soon those that only such a file has.</summary>
    public static bool Is(FileHead file)
    {
        var head = file.Text;
        var at = 0;
        while (at < head.Length && (char.IsWhiteSpace(head[at]) || head[at] == '\uFEFF'))
        {
            at++;
        }

        var start = at;
        while (at < head.Length && (char.IsAsciiLetterUpper(head[at]) || head[at] == '-' || char.IsAsciiDigit(head[at])))
        {
            at++;
        }

        return at - start >= 4 && at < head.Length && head[at] is '=' or '[' or '(' or ' '
            && OwnWords.Count(word => head.Contains(word, StringComparison.Ordinal)) >= 2;
    }

    /// <param name="bytes">Seekable.</param>
    public static IEnumerable<Cube> Read(Stream bytes, ReadingContext reading)
    {
        var encoding = EncodingOf(bytes, reading.Cancellation);
        bytes.Position = 0;
        var tcvn3 = encoding.CodePage == Encoding.Latin1.CodePage ? new Tcvn3() : null;
        tcvn3?.Weigh(new SheetText(Head(bytes)), "");
        using var text = new StreamReader(reading.Budget.Count(bytes), encoding, detectEncodingFromByteOrderMarks: true, 1 << 14);
        return new PxFile(text, tcvn3, reading).Read() is { } cube ? [cube] : [];
    }

    /// <summary>
    /// UTF-8 where every byte fits, TCVN3 where most words say so (as Latin-1), then the code page the file states. Without CHARSET it is
    /// DOS text by the
    /// specification, unless its bytes look like Windows letters.
    /// </summary>
    private static Encoding EncodingOf(Stream bytes, CancellationToken ct)
    {
        var detected = TextEncoding.Detect(bytes, ct);
        bytes.Position = 0;
        if (detected is UTF8Encoding or UnicodeEncoding or UTF32Encoding || detected.CodePage == Encoding.Latin1.CodePage)
        {
            return detected;
        }

        var latin = Head(bytes);
        var stated = Stated(latin, "CODEPAGE");
        if (stated is not null && Named(stated) is { } named)
        {
            return named;
        }

        if (Stated(latin, "CHARSET") is null)
        {
            var (dos, windows) = (0, 0);
            foreach (var c in latin)
            {
                dos += c is >= '\u0080' and <= '\u00A5' ? 1 : 0;
                windows += c >= '\u00C0' ? 1 : 0;
            }

            return dos > windows ? CodePagesEncodingProvider.Instance.GetEncoding(850)! : detected;
        }

        return detected;
    }

    private static string Head(Stream bytes)
    {
        var head = new byte[Sample];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        bytes.Position = 0;
        return Encoding.Latin1.GetString(head, 0, length);
    }

    private static string? Stated(string head, string keyword)
    {
        var at = head.IndexOf(keyword, StringComparison.Ordinal);
        var open = at < 0 ? -1 : head.IndexOf('"', at);
        var close = open < 0 ? -1 : head.IndexOf('"', open + 1);
        return close < 0 || close - at > 60 ? null : head[(open + 1)..close].Trim();
    }

    private static Encoding? Named(string name)
    {
        var digits = string.Concat(name.Where(char.IsAsciiDigit));
        var page = name.Contains("8859", StringComparison.Ordinal) ? 0
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : 0;
        try
        {
            // A file that says UTF-8 but is not is of the Windows kind.
            return page is 8 or 65001 ? CodePagesEncodingProvider.Instance.GetEncoding(1252)
                : page > 0 ? CodePagesEncodingProvider.Instance.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private Cube? Read()
    {
        while (ReadKeyword() is { } keyword)
        {
            if (keyword.Name == "DATA")
            {
                return ReadData();
            }

            var values = ReadValues(FreeWords.Contains(keyword.Name));
            if (values is null)
            {
                return null;
            }

            if (!_keys.TryGetValue((keyword.Name, keyword.Language), out var places))
            {
                _keys.Add((keyword.Name, keyword.Language), places = new(StringComparer.Ordinal));
            }

            // Notes may be many; of anything else the last word counts.
            if (NoteWords.Contains(keyword.Name) && places.TryGetValue(keyword.Place, out var notes))
            {
                notes.AddRange(values);
            }
            else
            {
                places[keyword.Place] = values;
            }
        }

        _reading.Report(ExchangeProblems.Missing(Line(), "DATA=… ;"));
        return null;
    }

    // ---- words of the file ----

    private int Next()
    {
        var c = _aheadAt < _ahead.Length ? _ahead[_aheadAt++] : _text.Read();
        if (c == '\n')
        {
            _line++;
            if (_line % 1024 == 0)
            {
                _reading.ThrowIfCancelled();
            }
        }

        return c;
    }

    private int Peek() => _aheadAt < _ahead.Length ? _ahead[_aheadAt] : _text.Peek();

    /// <summary>The letters that follow, up to the end of the next line but one; the reader stays where it is.</summary>
    private ReadOnlySpan<char> Ahead()
    {
        if (_aheadAt > 0)
        {
            _ahead.Remove(0, _aheadAt);
            _aheadAt = 0;
        }

        var ends = 0;
        for (var i = 0; i < _ahead.Length && ends < 2; i++)
        {
            ends += _ahead[i] == '\n' ? 1 : 0;
        }

        while (ends < 2 && _ahead.Length < FurthestAhead && _text.Read() is var c and >= 0)
        {
            _ahead.Append((char)c);
            ends += c == '\n' ? 1 : 0;
        }

        return _ahead.ToString();
    }

    private string Line() => string.Create(CultureInfo.InvariantCulture, $"L{_line}");

    /// <summary><c>VALUES[vi]("vùng")=</c>; null at the end of the file, or where no keyword can be made out.</summary>
    private (string Name, string Language, string Place)? ReadKeyword()
    {
        var word = new StringBuilder();
        var quoted = false;
        int c;
        while ((c = Next()) >= 0 && (quoted || c != '='))
        {
            quoted ^= c == '"';
            if (quoted || (!char.IsWhiteSpace((char)c) && c != '\uFEFF'))
            {
                word.Append((char)c);
            }

            if (word.Length > LongestKey)
            {
                _reading.Report(ExchangeProblems.Malformed(Line(), word.ToString(), "KEYWORD=…;"));
                return null;
            }
        }

        if (c < 0)
        {
            if (word.ToString().Trim('\u001A', '\0', ';').Length > 0)
            {
                _reading.Report(ExchangeProblems.Malformed(Line(), word.ToString(), "KEYWORD=…;"));
            }

            return null;
        }

        var text = word.ToString().TrimStart(';');
        var end = text.IndexOfAny(['[', '(']);
        var name = (end < 0 ? text : text[..end]).ToUpperInvariant();
        var language = "";
        if (end >= 0 && text[end] == '[' && text.IndexOf(']', end) is var close and > 0)
        {
            language = text[(end + 1)..close].Trim('"').ToLowerInvariant();
            end = text.IndexOf('(', close);
        }

        var place = end < 0 || text[end] != '(' ? "" : string.Join('\u001F', Quoted(text[end..]));
        return (name, language, place);
    }

    private IEnumerable<string> Quoted(string text)
    {
        var parts = text.Split('"');
        for (var i = 1; i < parts.Length; i += 2)
        {
            yield return Text.Clean(Decoded(parts[i]));
        }
    }

    private string Decoded(string text) => _tcvn3?.Decode(new SheetText(text), "") ?? text;

    /// <summary>
    /// Values up to the semicolon. Strings that follow each other without a comma are one string, continued on the
    /// next line.
    /// </summary>
    /// <param name="isFree">Prose, in which a stray quote costs no more than the prose.</param>
    private List<string>? ReadValues(bool isFree)
    {
        var values = new List<string>();
        _buffer.Clear();
        var (any, start) = (false, 0);
        int c;
        while ((c = Next()) >= 0)
        {
            switch (c)
            {
                case '"':
                    if (isFree && any && _buffer.Length - start < ShortPiece && !char.IsWhiteSpace(_buffer[^1]) && _buffer[^1] != '#'
                        && !char.IsWhiteSpace((char)Peek()))
                    {
                        // A line of its own, not a long line that was cut where the format allows no more.
                        _buffer.Append(' ');
                    }

                    start = _buffer.Length;
                    if (!ReadString(isFree))
                    {
                        // The quote that should end it is missing, and the file goes on.
                        Put();
                        return values;
                    }

                    any = true;
                    break;
                case ',' when any:
                    Put();
                    break;
                case ';':
                    if (any)
                    {
                        Put();
                    }

                    return values;
                case ',':
                    break;
                default:
                    if (!char.IsWhiteSpace((char)c) && _buffer.Length < LongestText)
                    {
                        _buffer.Append((char)c);
                        any = true;
                    }

                    break;
            }
        }

        _reading.Report(ExchangeProblems.Malformed(Line(), _buffer.ToString(), "…;"));
        return null;

        void Put()
        {
            _reading.Budget.Cell();
            values.Add(Decoded(_buffer.ToString()));
            _buffer.Clear();
            (any, start) = (false, 0);
        }
    }

    /// <summary>The rest of a string in quotes; false where it had no end before the next keyword.</summary>
    private bool ReadString(bool isFree)
    {
        int c;
        while ((c = Next()) >= 0)
        {
            if (c == '"' && (!isFree || QuoteEnds(Ahead())))
            {
                return true;
            }

            if (isFree && c == ';' && NextKeyword.IsMatch(Ahead()))
            {
                _reading.Report(ExchangeProblems.StrayQuote(Line(), Shortened(_buffer)));
                return false;
            }

            if (c == '"')
            {
                _reading.Report(ExchangeProblems.StrayQuote(Line(), Shortened(_buffer)));
            }

            if (_buffer.Length < LongestText)
            {
                _buffer.Append((char)c);
            }
        }

        return true;
    }

    private static string Shortened(StringBuilder text) => text.ToString(Math.Max(0, text.Length - 40), Math.Min(40, text.Length));

    /// <summary>A quote in prose ends it where what comes next could not be prose: another string, a comma before one, the end.</summary>
    private static bool QuoteEnds(ReadOnlySpan<char> ahead) => ahead.IsEmpty || AfterString.IsMatch(ahead);

    [GeneratedRegex(@"^\s*(""|,\s*""|;\s*($|[A-Z])|$)")]
    private static partial Regex AfterString { get; }

    [GeneratedRegex(@"^[ \t]*\r?\n[ \t]*[A-Z][A-Z0-9-]{2,}(\[[^\]\r\n]*\])?(\([^\r\n]*\))?[ \t]*=")]
    private static partial Regex NextKeyword { get; }

    /// <summary>
    /// A word of the data: a number, a symbol, or a key in quotes; null at the end. Some offices set a semicolon after
    /// every line of the matrix, so only the end of the file ends it.
    /// </summary>
    /// <param name="complete">A semicolon stood before the end.</param>
    private (string Word, bool Quoted)? ReadWord(out bool complete)
    {
        complete = false;
        int c;
        while ((c = Next()) >= 0 && (char.IsWhiteSpace((char)c) || c is ',' or ';' or '\0' or '\u001A'))
        {
            complete |= c == ';';
        }

        if (c < 0)
        {
            return null;
        }

        _buffer.Clear();
        if (c == '"')
        {
            while ((c = Next()) >= 0 && c != '"')
            {
                if (_buffer.Length < LongestText)
                {
                    _buffer.Append((char)c);
                }
            }

            return (_buffer.ToString(), true);
        }

        _buffer.Append((char)c);
        while ((c = Peek()) >= 0 && !char.IsWhiteSpace((char)c) && c is not (',' or ';' or '"'))
        {
            Next();
            if (_buffer.Length < LongestText)
            {
                _buffer.Append((char)c);
            }
        }

        return (_buffer.ToString(), false);
    }

    // ---- meaning ----

    /// <summary>In the language to show, else in the file's own.</summary>
    private List<string>? Shown(string keyword, string place = "")
    {
        var language = _language ??= Language();
        return (language.Length > 0 ? _keys.GetValueOrDefault((keyword, language))?.GetValueOrDefault(place) : null)
            ?? Own(keyword, place);
    }

    private List<string>? Own(string keyword, string place = "") => _keys.GetValueOrDefault((keyword, ""))?.GetValueOrDefault(place);

    private string? _language;

    private string Language() =>
        Own("LANGUAGE")?.FirstOrDefault() != "vi" && _keys.Keys.Any(key => key.Language == "vi") ? "vi" : "";

    private Cube? ReadData()
    {
        var stub = Own("STUB") ?? [];
        var heading = Own("HEADING") ?? [];
        if (stub.Count + heading.Count == 0)
        {
            _reading.Report(ExchangeProblems.Missing(Line(), "STUB · HEADING"));
            return null;
        }

        var title = Shown("TITLE")?.FirstOrDefault() ?? Shown("DESCRIPTION")?.FirstOrDefault() ?? Shown("CONTENTS")?.FirstOrDefault() ?? "";
        var cube = new Cube("", title, JsonStat.Address) { Unit = Text.Clean(Shown("UNITS")?.FirstOrDefault() ?? ""), IsLaidOut = true };
        for (var i = 0; i < stub.Count + heading.Count; i++)
        {
            cube.Dimensions
                .Add(i < stub.Count
                    ? Dimension("STUB", i, stub[i], false) : Dimension("HEADING", i - stub.Count, heading[i - stub.Count], true));
        }

        TakeNotes(cube);
        TellGaps(cube);
        if (cube.Dimensions.Exists(dimension => dimension.Codes.Count == 0))
        {
            return cube;
        }

        var width = Product(cube.Dimensions.Skip(stub.Count));
        var product = Product(cube.Dimensions);
        var marks = Marks(cube);
        if (marks.Count > 0)
        {
            cube.Attributes.Add("OBS_STATUS");
        }

        if (_keys.ContainsKey(("KEYS", "")))
        {
            ReadSparse(cube, stub.Count, width, marks);
            return cube;
        }

        var at = 0L;
        bool complete;
        for (; ReadWord(out complete) is { } word; at++)
        {
            if (at < product)
            {
                Put(cube, at, word.Word, marks);
            }
            else
            {
                _reading.Budget.Cell();
            }
        }

        if (!complete)
        {
            // With as many figures as there should be only the mark may be missing.
            _reading.Report(
                ExchangeProblems.Malformed(Line(), "", "DATA=… ;") with { Severity = at == product ? Severity.Warning : Severity.Error });
        }

        if (at != product)
        {
            _reading.Report(
                ExchangeProblems.Count(
                    "DATA", at, $"{product} = {string.Join(" × ", cube.Dimensions.Select(dimension => dimension.Codes.Count))}"));
        }

        return cube;
    }

    /// <summary>What the format asks for and the file lacks, or says of variables that it does not have.</summary>
    private void TellGaps(Cube cube)
    {
        if (cube.Unit.Length == 0 && !cube.Dimensions.Exists(dimension => dimension.Codes.Exists(code => code.Unit.Length > 0)))
        {
            _reading.Report(ExchangeProblems.Missing("UNITS", "UNITS=\"…\";") with { Severity = Severity.Warning });
        }

        foreach (var place in _keys.Where(key => key.Key.Keyword == "CODES").SelectMany(key => key.Value.Keys).Distinct())
        {
            if (!cube.Dimensions.Exists(dimension => dimension.Id == place || dimension.Label == place))
            {
                _reading.Report(
                    ExchangeProblems.UnknownVariable(
                        $"CODES(\"{place}\")", string.Join(" · ", cube.Dimensions.Select(dimension => dimension.Id))));
            }
        }
    }

    /// <summary>Each row of the matrix that is not all empty: the keys of its stub, then its figures.</summary>
    private void ReadSparse(Cube cube, int stub, long width, Dictionary<long, string> marks)
    {
        var byLabel = cube.Dimensions.Take(stub).Select(dimension => dimension.Codes
            .Select((code, at) => (code, at)).DistinctBy(pair => pair.code.Label)
            .ToDictionary(pair => pair.code.Label, pair => pair.at, StringComparer.Ordinal)).ToList();

        // Keys stand in the order of the stub; some offices follow that of their KEYS instead.
        var inStub = Enumerable.Range(0, stub).ToList();
        var asDeclared = _keys[("KEYS", "")].Keys.Select(name => cube.Dimensions.FindIndex(dimension => dimension.Id == name))
            .Where(at => at >= 0 && at < stub).ToList();
        var (names, position) = (new string[stub], new int[stub]);
        bool complete;
        while (true)
        {
            for (var i = 0; i < stub; i++)
            {
                if (ReadWord(out complete) is not { } key)
                {
                    End(complete && i == 0);
                    return;
                }

                names[i] = Text.Clean(key.Word);
            }

            var row = Row(inStub, null) ?? (asDeclared.Count == stub ? Row(asDeclared, null) : null) ?? Row(inStub, _reading.Report);
            for (var i = 0L; i < width; i++)
            {
                if (ReadWord(out complete) is not { } word)
                {
                    End(complete && stub == 0 && i == 0);
                    return;
                }

                if (row is { } at)
                {
                    Put(cube, (at * width) + i, word.Word, marks);
                }
                else
                {
                    _reading.Budget.Cell();
                }
            }

            if (stub == 0)
            {
                return;
            }
        }

        // Of the matrix, by the keys of the dimensions in this order; null where one is unknown.
        long? Row(List<int> order, Action<Problem>? fault)
        {
            for (var i = 0; i < stub; i++)
            {
                var dimension = cube.Dimensions[order[i]];
                if ((dimension.Find(names[i])
                    ?? (byLabel[order[i]].TryGetValue(names[i], out var labelled) ? labelled : null)) is not { } at)
                {
                    fault?.Invoke(
                        ExchangeProblems.Outside(
                            $"{Line()}:{dimension.Label}", names[i], string.Join(" · ", dimension.Codes.Take(5).Select(code => code.Id))));
                    return null;
                }

                position[order[i]] = at;
            }

            var row = 0L;
            for (var i = 0; i < stub; i++)
            {
                row = (row * cube.Dimensions[i].Codes.Count) + position[i];
            }

            return row;
        }

        void End(bool whole)
        {
            if (!whole)
            {
                _reading.Report(ExchangeProblems.Malformed(Line(), "", $"KEYS × {stub}, {width} …;"));
            }
        }
    }

    private void Put(Cube cube, long at, string word, Dictionary<long, string> marks)
    {
        _reading.Budget.Cell();
        var position = new int[cube.Dimensions.Count];
        var rest = at;
        for (var i = position.Length - 1; i >= 0; i--)
        {
            var size = cube.Dimensions[i].Codes.Count;
            position[i] = (int)(rest % size);
            rest /= size;
        }

        double? value = double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : word.Trim() == "-" ? 0
            : null;
        if (value is null && !VietnameseNumber.IsMissing(word))
        {
            _reading.Report(ExchangeProblems.NoValue(JsonStat.Address(at, position), word));
        }

        var mark = marks.GetValueOrDefault(at);
        var text = Text.Clean(word);
        text = text.Length == 0 ? ".." : text;
        cube.Add(position, new CubeFigure(value, mark is null ? text : $"{text} {mark}", at, mark is null ? null : [mark]));
    }

    private static long Product(IEnumerable<CubeDimension> dimensions)
    {
        var product = 1L;
        foreach (var dimension in dimensions)
        {
            product = product > long.MaxValue / Math.Max(1, dimension.Codes.Count) ? long.MaxValue : product * dimension.Codes.Count;
        }

        return product;
    }

    private CubeDimension Dimension(string axis, int index, string name, bool heads)
    {
        var key = Text.Clean(name);
        var shownName = Shown(axis) is { } names && index < names.Count ? Text.Clean(names[index]) : key;
        var timeval = Shown("TIMEVAL", shownName) ?? Own("TIMEVAL", key);
        var dimension = new CubeDimension(key, shownName, timeval is not null) { Heads = heads };
        var own = Own("VALUES", key) ?? Times(timeval) ?? Own("CODES", key);
        var shown = Shown("VALUES", shownName) is { } translated && translated.Count == own?.Count ? translated : own;
        var codes = Own("CODES", key) ?? Shown("CODES", shownName);
        if (own is null || own.Count == 0)
        {
            _reading.Report(ExchangeProblems.Missing(Line(), $"VALUES(\"{key}\")"));
            return dimension;
        }

        if (codes is not null && codes.Count != own.Count)
        {
            _reading.Report(ExchangeProblems.Codes($"CODES(\"{key}\")", codes.Count, own.Count));
            codes = null;
        }

        if (codes is not null && codes.Distinct(StringComparer.Ordinal).Count() != codes.Count)
        {
            _reading.Report(ExchangeProblems.SameCode(
                $"CODES(\"{key}\")", codes.GroupBy(code => code, StringComparer.Ordinal).First(same => same.Count() > 1).Key));
            codes = null;
        }

        var parents = Parents(Own("HIERARCHIES", key) ?? []);
        var ids = (codes ?? own).ConvertAll(Text.Clean);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ids.Count; i++)
        {
            places.TryAdd(ids[i], i);
        }

        for (var i = 0; i < own.Count; i++)
        {
            var label = Text.Clean(shown![i]);
            var unit = Shown("UNITS", label) ?? Own("UNITS", Text.Clean(own[i]));
            var parent = parents.TryGetValue(ids[i], out var above) && above != ids[i] ? places.GetValueOrDefault(above, -1) : -1;
            dimension.Add(new CubeCode(ids[i], label, parent, Text.Clean(unit?.FirstOrDefault() ?? "")));
        }

        return dimension;
    }

    /// <summary><c>"EU","EU":"DK","EU":"SE"</c>: of each code the one it is part of.</summary>
    private static Dictionary<string, string> Parents(List<string> hierarchy)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in hierarchy)
        {
            if (pair.Split(':') is [var parent, var child])
            {
                parents.TryAdd(Text.Clean(child), Text.Clean(parent));
            }
        }

        return parents;
    }

    /// <summary>
    /// Values of a time variable that only TIMEVAL tells, one by one or from–to, and as they are written where they are
    /// told: <c>TLIST(A1),"2023","2024"</c>, <c>TLIST(M1,"202311"-"202402")</c> is 2023M11 … 2024M02.
    /// </summary>
    private static List<string>? Times(List<string>? timeval)
    {
        if (timeval is null)
        {
            return null;
        }

        var times = new List<string>();
        var scale = 'A';
        foreach (var item in timeval)
        {
            if (item.StartsWith("TLIST(", StringComparison.OrdinalIgnoreCase))
            {
                scale = item.Length > 6 ? char.ToUpperInvariant(item[6]) : scale;
                continue;
            }

            var text = item.TrimEnd(')');
            if (text.Split('-') is [var from, var to] && Step(scale, from) is { } first && Step(scale, to) is { } last
                && last - first is >= 0 and < MostTimes)
            {
                times.AddRange(Enumerable.Range(first, last - first + 1).Select(step => TimeOf(scale, step)).OfType<string>());
            }
            else
            {
                times.Add(Step(scale, text) is { } step ? TimeOf(scale, step) ?? text : text);
            }
        }

        return times;
    }

    private static int StepsOfYear(char scale) => scale switch { 'A' => 1, 'H' => 2, 'Q' or 'K' => 4, 'M' => 12, 'W' => 53, _ => 0 };

    /// <summary>Counts the periods of a scale; null for what is none.</summary>
    private static int? Step(char scale, string text)
    {
        var steps = StepsOfYear(scale);
        return steps > 0 && text.Length == 4 + (scale == 'A' ? 0 : steps > 9 ? 2 : 1)
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && (scale == 'A'
                ? 1 : int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0) is var number
            && number >= 1 && number <= steps
            ? (year * steps) + number - 1
            : null;
    }

    /// <summary>Null for a 53rd week of a year that has none.</summary>
    private static string? TimeOf(char scale, int step)
    {
        var (year, number) = Math.DivRem(step, StepsOfYear(scale));
        return scale switch
        {
            'A' => string.Create(CultureInfo.InvariantCulture, $"{year:0000}"),
            'W' when number == 52 && (year < 1 || ISOWeek.GetWeeksInYear(year) < 53) => null,
            'M' or 'W' => string.Create(CultureInfo.InvariantCulture, $"{year:0000}{scale}{number + 1:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{year:0000}{scale}{number + 1}"),
        };
    }

    /// <summary>DATANOTECELL by position in the matrix; those for whole rows or columns (<c>*</c>) are notes.</summary>
    private Dictionary<long, string> Marks(Cube cube)
    {
        var marks = new Dictionary<long, string>();
        foreach (var (place, values) in _keys.GetValueOrDefault(("DATANOTECELL", "")) ?? [])
        {
            var names = place.Split('\u001F');
            var at = names.Length == cube.Dimensions.Count ? 0L : -1;
            for (var i = 0; i < names.Length && at >= 0; i++)
            {
                var codes = cube.Dimensions[i].Codes;
                var found = cube.Dimensions[i].Find(names[i]) ?? codes.FindIndex(code => code.Label == names[i]);
                at = found < 0 ? -1 : unchecked((at * codes.Count) + found);
            }

            if (at >= 0 && values.Count > 0)
            {
                marks[at] = Text.Clean(values[0]);
            }
            else if (cube.Notes.Count < MostNotes)
            {
                cube.Notes.Add($"{string.Join(" › ", names)}: {Text.Clean(string.Join(' ', values))}");
            }
        }

        return marks;
    }

    private void TakeNotes(Cube cube)
    {
        var language = _language ??= Language();
        foreach (var keyword in NoteWords)
        {
            foreach (var (place, values) in _keys.GetValueOrDefault((keyword, language)) ?? _keys.GetValueOrDefault((keyword, "")) ?? [])
            {
                if (cube.Notes.Count == MostNotes)
                {
                    return;
                }

                // In notes # stands for a line break.
                var text = Text.Clean(string.Join(' ', values).Replace('#', ' '));
                cube.Notes.Add(place.Length == 0 ? text : $"{place.Replace("\u001F", " › ", StringComparison.Ordinal)}: {text}");
            }
        }

        for (var i = 1; i <= 6; i++)
        {
            var symbol = Shown(string.Create(CultureInfo.InvariantCulture, $"DATASYMBOL{i}"));
            if (symbol is [{ Length: > 0 } meaning, ..])
            {
                cube.Notes.Add($"{new string('.', i)} = {Text.Clean(meaning)}");
            }
        }

        foreach (var keyword in OriginWords)
        {
            var value = Shown(keyword) ?? _keys.GetValueOrDefault((keyword, ""))?.Values.FirstOrDefault();
            if (value is [{ Length: > 0 } text, ..])
            {
                cube.Notes.Add($"{keyword}: {Text.Clean(text)}");
            }
        }
    }
}
