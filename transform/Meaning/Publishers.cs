using System.Text.RegularExpressions;

namespace Plan86.Transform.Meaning;

/// <summary>Who a file says has published it: behind a label above or below its figures, or in its name. What stands behind
/// <c>Nguồn:</c> is no publisher: an office prints figures of others too.</summary>
internal sealed partial class Publishers
{
    private readonly string _fileName;
    private readonly List<string> _stated;

    /// <param name="texts">Titles, notes and comments of the file.</param>
    public Publishers(string fileName, IEnumerable<string> texts)
    {
        _fileName = Text.Fold(fileName);
        _stated = [.. texts.Select(text => Label().Match(Text.FoldWords(text))).Where(match => match.Success)
            .Select(match => Text.Fold(match.Groups["name"].Value))];
    }

    /// <summary>Returns which of the sources that could read a file are meant: of those with one mapping the ones whose publisher is
    /// named; where nobody is, the one whose mapping it is; none of them where somebody else is named.</summary>
    public IReadOnlyList<Source> Of(IReadOnlyList<Source> fitting) =>
        [.. fitting.GroupBy(source => source.MappedBy).SelectMany(MeantOf).OrderBy(source => source.Name, StringComparer.Ordinal)];

    private IEnumerable<Source> MeantOf(IEnumerable<Source> kin)
    {
        var all = kin.ToList();
        var named = all.Where(IsNamed).ToList();
        return named.Count > 0 ? named
            : all.Where(source => source.Like.Length == 0 && (_stated.Count == 0 || source.Publishers.Count == 0));
    }

    private bool IsNamed(Source source) =>
        source.Publishers.Any(glob => _stated.Count > 0 ? _stated.Exists(glob.Matches) : glob.Matches(_fileName));

    [GeneratedRegex("(^|[^\\p{L}])(đơn vị công bố|cơ quan công bố|publisher|published by) *: *(?<name>.+)", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
