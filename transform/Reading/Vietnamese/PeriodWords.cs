using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plan86.Transform.Reading.Vietnamese;

/// <summary>What a word, number or sign can be in a text about a period.</summary>
internal enum PeriodWord
{
    /// <summary>None of the below: with it the text is not understood.</summary>
    Foreign,

    /// <summary>Four digits, 1900 to 2100.</summary>
    YearNumber,

    /// <summary>Up to three digits.</summary>
    Number,

    /// <summary>Six digits that are a year and a month: <c>202403</c>.</summary>
    YearAndMonth,

    /// <summary>Eight digits that are a day: <c>20241231</c>.</summary>
    Day,

    /// <summary><c>1st</c>, <c>first</c>, <c>thứ nhất</c>.</summary>
    Ordinal,

    Roman,

    /// <summary><c>một</c>, <c>hai</c>, <c>nine</c>.</summary>
    NumberInWords,

    /// <summary><c>năm</c>: year, or five.</summary>
    Year,

    Quarter,

    /// <summary><c>quarters</c>: of them there are several.</summary>
    Quarters,

    /// <summary><c>qi</c>, in one word.</summary>
    QuarterByRoman,

    Half,

    /// <summary><c>hi</c>, in one word.</summary>
    HalfByRoman,

    Month,

    /// <summary><c>months</c>: of them there are several.</summary>
    Months,

    /// <summary><c>September</c>.</summary>
    MonthByName,

    /// <summary><c>giêng</c>, <c>chạp</c>: only behind <c>tháng</c>.</summary>
    MonthInWords,

    /// <summary><c>ngày</c>.</summary>
    Date,

    /// <summary><c>tại thời điểm</c>, <c>as of</c>: before a day.</summary>
    At,

    /// <summary><c>đầu</c>, <c>first</c>.</summary>
    First,

    /// <summary><c>cuối</c>, <c>second</c> or <c>last</c> half.</summary>
    Last,

    /// <summary><c>cả</c>, <c>full</c>.</summary>
    Whole,

    /// <summary><c>từ</c>.</summary>
    From,

    /// <summary><c>đến</c>, <c>đến hết</c>.</summary>
    To,

    /// <summary><c>của</c>, <c>of</c>, <c>in</c>: joins a period and its year.</summary>
    Of,

    /// <summary><c>cộng dồn</c>, <c>lũy kế</c>, <c>từ đầu năm</c>.</summary>
    Cumulative,

    /// <summary><c>ước</c>, <c>sơ bộ</c>, <c>thực hiện</c>, <c>kế hoạch</c>: see <see cref="PeriodToken.Status"/>.</summary>
    Status,

    /// <summary><c>so với</c>, <c>versus</c>: what follows is compared with.</summary>
    Versus,

    /// <summary><c>tốc độ phát triển</c>, <c>tăng/giảm</c>: a change, by default on the year before.</summary>
    Growth,

    /// <summary><c>cùng kỳ</c>, <c>same period</c>.</summary>
    SamePeriod,

    /// <summary><c>trước</c>, <c>last</c>, <c>previous</c>: the one before.</summary>
    Before,

    /// <summary><c>kỳ gốc</c>: of an index.</summary>
    BasePeriod,

    /// <summary><c>giá so sánh 2010</c>: whose year is no period.</summary>
    ConstantPrices,

    /// <summary>May stand around a period and changes nothing: <c>số liệu</c>.</summary>
    Filler,

    /// <summary>Words that make another stretch of time of what stands beside them: week, crop, phase, day.</summary>
    OtherTime,

    /// <summary>What is measured, in a header: <c>trị giá</c>, <c>lượng</c>.</summary>
    Measure,

    Slash,

    Dash,

    Dot,

    Comma,

    Percent,

    Open,

    Close,

    /// <summary>Quotes, asterisks, colons: they say nothing.</summary>
    Sign,
}

/// <summary>One word of a text about a period.</summary>
/// <param name="Value">Of numbers, months and quarters.</param>
/// <param name="Text">As folded.</param>
/// <param name="Glued">No blank stands before it.</param>
internal readonly record struct PeriodToken(PeriodWord Kind, int Value, string Text, bool Glued)
{
    public ObsStatus Status => (ObsStatus)Value;
}

/// <summary>Cuts a text into the words that periods are made of.</summary>
internal static partial class PeriodWords
{
    private static readonly FrozenSet<string> Measures = Fold(
        """
        trị giá giá trị lượng số số lượng khối sản phẩm diện tích năng suất tổng mức cơ cấu chỉ chung tiêu thụ dùng tồn kho sử dụng lao
        động bình quân
        doanh thu nghiệp dn dự án vốn đăng ký vận chuyển luân hành khách hàng hóa lượt người xuất nhập khẩu kim ngạch ngân sách nhà nước
        trên địa bàn
        grdp gdp iip cpi cả miền bắc nam chia ra phương trung ương thành thị nông thôn tỷ trọng lệ đồng nghìn triệu usd hk km tấn tạ ha con
        teu
        theo hiện thực tế chỉ tính phân loại cấp mới điều chỉnh bổ sung pháp định lệ vàng đô la mỹ cước ngành công chế biến tạo bán lẻ dịch
        vụ
        qua cảng thông du lịch quốc nội trong đó thu chi cân đối nguồn vào ra biểu cột thép xi măng điện nước chính
        value volume amount quantity index indexes consumption inventory structure total number enterprise enterprises registered capital
        capita employee
        goods good services price prices average arrivals visitors export exports import imports thousand million mill billion trillion
        tons dongs dong vnd
        tăng thêm phát sinh mua vay nợ thuế phí lệ phí
        """);

    // Any of these makes of a period another one, or none.
    private static readonly string[] OtherTimes =
    [
        "kỳ", "vụ", "mùa", "vụ mùa", "đông xuân", "hè thu", "thu đông", "vụ đông", "vụ xuân", "vụ đông xuân", "vụ hè thu", "vụ thu đông",
        "tuần", "đợt", "giai đoạn", "thời kỳ", "niên vụ", "niên khóa", "học kỳ",
        "năm học", "niên độ", "nhiệm kỳ", "thập kỷ", "thế kỷ", "week", "weeks", "days", "season", "crop", "decade", "fiscal",
    ];

    /// <summary>Phrases of several words go before the words they are made of; all as <see cref="Text.FoldWords"/> leaves them.</summary>
    private static readonly FrozenDictionary<string, (PeriodWord Kind, int Value)> Lexicon = Build();

    private static FrozenSet<string> Fold(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Text.FoldWords).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, (PeriodWord Kind, int Value)> Build()
    {
        var words = new Dictionary<string, (PeriodWord, int)>(StringComparer.Ordinal);
        void Add(PeriodWord kind, int value, params string[] texts)
        {
            foreach (var text in texts)
            {
                words[Text.FoldWords(text)] = (kind, value);
            }
        }

        Add(PeriodWord.Year, 0, "năm", "year");
        Add(PeriodWord.Month, 0, "tháng", "thg", "month", "t", "m");
        Add(PeriodWord.Months, 0, "months");
        Add(PeriodWord.Quarter, 0, "quý", "quarter", "q", "k");
        Add(PeriodWord.Quarters, 0, "quarters");
        Add(PeriodWord.Half, 0, "nửa", "half", "h", "s");
        Add(PeriodWord.Date, 0, "ngày", "day");
        Add(PeriodWord.At, 0, "tại", "tại thời điểm", "thời điểm", "as of", "at", "on");
        Add(PeriodWord.First, 0, "đầu");
        Add(PeriodWord.Last, 0, "cuối");
        Add(PeriodWord.Whole, 0, "cả", "toàn", "trọn", "full", "whole");
        Add(PeriodWord.From, 0, "từ", "from");
        Add(PeriodWord.To, 0, "đến", "tới", "đến hết", "tới hết", "đến cuối", "to", "until", "till", "through");
        Add(PeriodWord.Of, 0, "của", "of", "in", "trong", "the");
        Add(PeriodWord.Cumulative, 0, "cộng dồn", "cong don", "lũy kế", "luy ke", "lũy tiến", "từ đầu năm", "tính từ đầu năm",
            "kể từ đầu năm", "ytd",
            "cumulative", "accumulated", "accumulation", "accrued", "year to date", "since january");
        Add(PeriodWord.Filler, 0, "số liệu", "báo cáo", "kỳ báo cáo");
        Add(PeriodWord.Versus, 0, "so với", "so", "so sánh với", "versus", "vs", "compared to", "compared with", "compare to",
            "compare with", "over", "against");
        Add(PeriodWord.Growth, 0, "tốc độ phát triển", "tốc độ tăng trưởng", "tốc độ tăng", "tốc độ tăng giảm", "chỉ số phát triển",
            "tăng trưởng", "tăng giảm", "tăng, giảm", "tăng/giảm",
            "growth", "growth rate", "development index");
        Add(PeriodWord.SamePeriod, 0, "cùng kỳ", "cùng thời kỳ", "cùng thời điểm", "same period", "cùng tháng", "cùng quý");
        Add(PeriodWord.Before, 0, "trước", "liền trước", "last", "previous");
        Add(PeriodWord.BasePeriod, 0, "kỳ gốc", "năm gốc", "gốc", "base period", "base year");
        Add(PeriodWord.ConstantPrices, 0, "giá so sánh", "giá cố định", "giá gốc", "constant prices");
        Add(PeriodWord.Measure, 0, "so sánh", "tỷ lệ so sánh", "dịch vụ", "nghiệp vụ", "nghĩa vụ", "vụ việc", "thời vụ");
        Add(PeriodWord.OtherTime, 0, OtherTimes);
        AddStatuses(Add);
        AddNumbers(Add);
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void AddStatuses(Action<PeriodWord, int, string[]> add)
    {
        void Status(ObsStatus status, params string[] texts) => add(PeriodWord.Status, (int)status, texts);

        Status(ObsStatus.Estimate, "ước", "uoc", "uớc", "ứơc", "ước tính", "uoc tinh", "uớc tính", "dự ước", "ước thực hiện", "ước th",
            "ước đạt", "uth", "estimate", "estimates", "estimated", "est");
        Status(ObsStatus.Provisional, "sơ bộ", "so bo", "prel", "preliminary", "provisional");
        Status(ObsStatus.Normal, "chính thức", "chinh thuc", "thực hiện", "thuc hien", "th", "performance", "implementation", "actual",
            "final", "official");
        Status(ObsStatus.Forecast, "dự báo", "du bao", "kế hoạch", "ke hoach", "kh", "kế hoạch giao", "kh giao", "kế hoạch được giao",
            "mục tiêu", "muc tieu", "dự toán", "du toan", "dự toán giao",
            "dự toán được giao", "chỉ tiêu giao", "chỉ tiêu được giao", "chỉ tiêu kế hoạch", "chỉ tiêu phấn đấu", "dự kiến", "phấn đấu",
            "nhiệm vụ giao",
            "plan", "plans", "planned", "target", "targets", "targeted", "forecast", "budget", "projection", "projected");
    }

    private static void AddNumbers(Action<PeriodWord, int, string[]> add)
    {
        string[] vietnamese = ["một", "hai", "ba", "bốn", "", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];
        string[] english = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        string[] months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
        string[] roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
        for (var i = 0; i < 12; i++)
        {
            if (vietnamese[i].Length > 0)
            {
                add(PeriodWord.NumberInWords, i + 1, [vietnamese[i]]);
            }

            add(PeriodWord.NumberInWords, i + 1, [english[i]]);
            add(PeriodWord.MonthByName, i + 1, [months[i], months[i][..3]]);
            add(PeriodWord.Roman, i + 1, [roman[i]]);
        }

        add(PeriodWord.MonthByName, 9, ["sept"]);
        add(PeriodWord.NumberInWords, 4, ["tư"]);
        add(PeriodWord.NumberInWords, 7, ["bẩy"]);
        add(PeriodWord.MonthInWords, 1, ["giêng"]);
        add(PeriodWord.MonthInWords, 12, ["chạp"]);
        foreach (var (text, value) in new[] { ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("thứ nhất", 1), ("thứ hai", 2),
            ("thứ ba", 3), ("thứ tư", 4), ("nhất", 1), ("nhì", 2) })
        {
            add(PeriodWord.Ordinal, value, [text]);
        }

        for (var i = 0; i < 4; i++)
        {
            add(PeriodWord.QuarterByRoman, i + 1, ["q" + roman[i], "quý" + roman[i]]);
            if (i < 2)
            {
                add(PeriodWord.HalfByRoman, i + 1, ["h" + roman[i]]);
            }
        }
    }

    /// <summary>Returns the words of patterns that are not about time.</summary>
    public static IReadOnlySet<string> Measuring(IEnumerable<string> patterns) =>
        patterns.SelectMany(pattern => Read(pattern.Replace('*', ' ')))
        .Where(token => token.Kind is PeriodWord.Foreign or PeriodWord.Measure or PeriodWord.OtherTime && char.IsLetter(token.Text[0]))
        .Select(token => token.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>Takes out the years of words like "giá so sánh 2010", with these words.</summary>
    public static void DropYearOfPrices(List<PeriodToken> tokens, params ReadOnlySpan<PeriodWord> words)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            var year = i + 1;
            while (year < tokens.Count && year <= i + 2 && tokens[year].Kind is PeriodWord.Year or PeriodWord.Open)
            {
                year++;
            }

            if (words.Contains(tokens[i].Kind) && year < tokens.Count && tokens[year].Kind == PeriodWord.YearNumber)
            {
                tokens.RemoveRange(i, year - i + 1);
            }
        }
    }

    private const int LongestPhrase = 4;

    /// <summary>Returns the words of a text.</summary>
    public static List<PeriodToken> Read(string text)
    {
        // A day that a program wrote has an hour: midnight says nothing.
        var pieces = Piece().Matches(Midnight().Replace(Text.FoldWords(text).Replace('_', ' '), ""));
        var tokens = new List<PeriodToken>(pieces.Count);
        for (var i = 0; i < pieces.Count;)
        {
            var taken = Phrase(pieces, i, out var found);
            var glued = i > 0 && pieces[i - 1].Index + pieces[i - 1].Length == pieces[i].Index;
            var piece = pieces[i].ValueSpan;
            if (taken > 0)
            {
                var joined = taken == 1 ? piece.ToString() : string.Join(' ', Enumerable.Range(i, taken).Select(at => pieces[at].Value));
                tokens.Add(new(found.Kind, found.Value, joined, glued));
                i += taken;
                continue;
            }

            // 1st, 2nd, 3rd, and what a workbook really has: 2sd, 3nd.
            if (char.IsAsciiDigit(piece[0]) && i + 1 < pieces.Count && pieces[i + 1].Index == pieces[i].Index + pieces[i].Length
                && pieces[i + 1].ValueSpan is "st" or "nd" or "rd" or "sd" or "th" && piece.Length == 1)
            {
                tokens.Add(new(PeriodWord.Ordinal, piece[0] - '0', pieces[i].Value, glued));
                i += 2;
                continue;
            }

            tokens.Add(char.IsAsciiDigit(piece[0]) ? Number(piece, glued) : Other(pieces[i].Value, glued));
            i++;
        }

        return tokens;
    }

    /// <summary>The longest phrase of the lexicon that begins here; 0 when there is none.</summary>
    private static int Phrase(MatchCollection pieces, int from, out (PeriodWord Kind, int Value) found)
    {
        var longest = 0;
        found = default;
        var phrase = "";
        for (var count = 1; count <= LongestPhrase && from + count <= pieces.Count; count++)
        {
            var piece = pieces[from + count - 1].Value;
            if (!char.IsLetter(piece[0]) && piece is not ("/" or ","))
            {
                break;
            }

            phrase = count == 1 || piece is "/" or "," || phrase[^1] == '/' ? phrase + piece : $"{phrase} {piece}";
            if (Lexicon.TryGetValue(phrase, out var entry))
            {
                (longest, found) = (count, entry);
            }
        }

        return longest;
    }

    private static PeriodToken Number(ReadOnlySpan<char> digits, bool glued)
    {
        var text = digits.ToString();
        if (digits.Length > 8 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return new(PeriodWord.Foreign, 0, text, glued);
        }

        return digits.Length switch
        {
            <= 3 => new(PeriodWord.Number, value, text, glued),
            4 when IsYear(value) => new(PeriodWord.YearNumber, value, text, glued),
            6 when IsYear(value / 100) && value % 100 is >= 1 and <= 12 => new(PeriodWord.YearAndMonth, value, text, glued),
            8 when IsYear(value / 10_000) => new(PeriodWord.Day, value, text, glued),
            _ => new(PeriodWord.Foreign, value, text, glued),
        };
    }

    private static bool IsYear(int value) => value is >= Period.FirstYear and <= Period.LastYear;

    private static PeriodToken Other(string piece, bool glued) => new(piece switch
    {
        "/" => PeriodWord.Slash,
        "-" => PeriodWord.Dash,
        "." => PeriodWord.Dot,
        "," or ";" => PeriodWord.Comma,
        "%" => PeriodWord.Percent,
        "(" or "[" => PeriodWord.Open,
        ")" or "]" => PeriodWord.Close,
        "*" or ":" or "\"" or "'" or "“" or "”" or "’" => PeriodWord.Sign,
        _ => Measures.Contains(piece) ? PeriodWord.Measure : PeriodWord.Foreign,
    }, 0, piece, glued);

    [GeneratedRegex(@"\p{L}+|[0-9]+|\S")]
    private static partial Regex Piece();

    [GeneratedRegex(@"(?<=\d)[t ]0?0:00(:00(\.0+)?)?z?$")]
    private static partial Regex Midnight();
}
