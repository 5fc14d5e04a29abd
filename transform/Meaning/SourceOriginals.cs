namespace Plan86.Transform.Meaning;

/// <summary>The sources with a mapping of their own, whose mapping others may take (<c>like</c>).</summary>
internal sealed class SourceOriginals
{
    private readonly Dictionary<string, bool> _isLikeAnother = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Source> _read = new(StringComparer.Ordinal);

    /// <param name="files">Name of each source file, and whether its source is like another.</param>
    public SourceOriginals(IEnumerable<(string File, bool IsLikeAnother)> files)
    {
        foreach (var (file, isLikeAnother) in files)
        {
            _isLikeAnother[Path.GetFileNameWithoutExtension(file)] = isLikeAnother;
        }
    }

    /// <summary>Those that can be named.</summary>
    public IEnumerable<string> Names => _isLikeAnother.Where(one => !one.Value).Select(one => one.Key).Order(StringComparer.Ordinal);

    public bool IsDeclared(string name) => _isLikeAnother.ContainsKey(name);

    public bool IsLikeAnother(string name) => _isLikeAnother.GetValueOrDefault(name);

    /// <summary>Takes a source that was read without faults.</summary>
    public void Add(Source source)
    {
        if (source.Like.Length == 0)
        {
            _read.Add(source.Name, source);
        }
    }

    /// <summary>Returns the source of a name; null where it is not declared, has faults, or is like another.</summary>
    public Source? Find(string name) => _read.GetValueOrDefault(name);
}
