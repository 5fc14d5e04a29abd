namespace Plan86.Transform.Reading.Layout;

/// <summary>What a label says of its place in the hierarchy.</summary>
/// <param name="Heading">Has no figures: what follows at the same rank is below it.</param>
/// <param name="Strong">Bold, or a heading in capitals.</param>
/// <param name="Shouted">In capitals.</param>
/// <param name="Silent">"Trong đó:": orders what follows, but is no level that anyone would name.</param>
/// <param name="OfWhich">Width of the words "Trong đó:" before the label; 0 without.</param>
/// <param name="Section">Stands in a line of its own with the units of what follows ("A. HÀNH KHÁCH | Nghìn HK").</param>
internal readonly record struct RowLevel(
    string Text, int Column, int Indent, bool Heading, bool Strong, bool Shouted, bool Silent, int OfWhich, bool Section)
{
    public Numbering Number { get; init; }
}

/// <summary>A label in the hierarchy.</summary>
internal sealed class RowNode(RowLevel level)
{
    public RowLevel Level { get; set; } = level;

    public RowNode? Parent { get; set; }

    public List<RowNode> Children { get; } = [];

    /// <summary>Its figures; null for a heading.</summary>
    public Line? Figures { get; set; }

    /// <summary>Whether the first row below a heading stood deeper than it: then one beside it is not below.</summary>
    public bool? IsDeep { get; set; }

    /// <summary>Returns the labels from the outermost to this one, without the silent ones above it.</summary>
    public List<string> Path()
    {
        var path = new List<string>();
        for (var node = this; node?.Parent is not null; node = node.Parent)
        {
            if (!node.Level.Silent || node == this)
            {
                path.Add(node.Level.Text);
            }
        }

        path.Reverse();
        return path;
    }
}

/// <summary>
/// The hierarchy of a table's rows. Each label finds the row above that holds it: by column, indent, type, numbers, and
/// words such as "Trong đó".
/// </summary>
internal sealed class RowTree
{
    // One blank before a label is a slip of the hand.
    private const int Slip = 1;

    // "TP. HCM" is no shout.
    public const int ShortestShout = 6;

    private readonly RowNode _root = new(new("", 0, -1, true, true, false, false, 0, false));
    private readonly List<RowNode> _open = [];
    private readonly Dictionary<NumberingScheme, Numbering> _numbers = [];

    /// <param name="above">What the table before left open, where this one continues it.</param>
    public RowTree(IReadOnlyList<RowLevel> above)
    {
        foreach (var level in above)
        {
            Add(new RowNode(level));
        }
    }

    public RowNode Root => _root;

    /// <summary>The levels that the last row left open.</summary>
    public IReadOnlyList<RowLevel> Open => [.. _open.Select(node => node.Level)];

    /// <summary>Adds a label below the row that holds it.</summary>
    public RowNode Add(RowLevel level)
    {
        var node = new RowNode(level with { Number = NumberOf(level.Text) });
        if (!FollowsItsNumber(node))
        {
            while (_open.Count > 0 && !Holds(_open[^1], node.Level))
            {
                _open.RemoveAt(_open.Count - 1);
            }
        }

        if (_open.Count > 0 && _open[^1] is { Level.Heading: true, IsDeep: null } top)
        {
            var (above, own) = (top.Level, node.Level);
            top.IsDeep = above.Column != own.Column || Math.Abs(above.Indent - own.Indent) > Slip || above.Strong != own.Strong;
        }

        Add(node);
        return node;
    }

    private void Add(RowNode node)
    {
        node.Parent = _open.Count > 0 ? _open[^1] : _root;
        node.Parent.Children.Add(node);
        _open.Add(node);
    }

    /// <summary>The number before a label, when it is the first of its kind or comes next.</summary>
    private Numbering NumberOf(string text)
    {
        foreach (var number in Numbering.Of(text))
        {
            if (number.Ordinal <= 1 || (_numbers.TryGetValue(number.Scheme, out var last) && number.Follows(last)))
            {
                return _numbers[number.Scheme] = number;
            }
        }

        return default;
    }

    /// <summary>
    /// "B." stands beside "A.", whatever stood between them and however they are indented; and where "A." was a heading,
    /// "B." heads what follows even with figures in its row.
    /// </summary>
    private bool FollowsItsNumber(RowNode node)
    {
        var level = node.Level;
        if (!level.Number.IsNumber)
        {
            return false;
        }

        var at = _open.FindLastIndex(open => level.Number.Follows(open.Level.Number) && open.Level.Column == level.Column);
        if (at < 0)
        {
            return false;
        }

        node.Level = level with { Heading = level.Heading || _open[at].Level.Heading };
        node.IsDeep = _open[at].IsDeep;
        _open.RemoveRange(at, _open.Count - at);
        return true;
    }

    // Long on purpose: signs in the order of their weight: the first that differs decides.
    /// <summary>Whether the upper row holds the lower: further left, less indented, bold over plain, a heading.</summary>
    private static bool Holds(RowNode above, in RowLevel lower)
    {
        var upper = above.Level;
        if (upper.Section || lower.Section)
        {
            return upper.Section && !lower.Section;
        }

        // A row that stands out is below none that does not, wherever it was centred.
        if (lower.Strong && !upper.Strong && !upper.Heading && (lower.Heading || lower.Shouted))
        {
            return false;
        }

        if (upper.Column != lower.Column)
        {
            return upper.Column < lower.Column;
        }

        // A heading in capitals opens a part of its own.
        if (lower is { Heading: true, Strong: true, Shouted: true } && !upper.Heading)
        {
            return false;
        }

        if (Math.Abs(upper.Indent - lower.Indent) > Slip)
        {
            // The indent of a row that stands out may only be there to centre it.
            if (upper is { Strong: true, Shouted: true, Text.Length: > ShortestShout } && !lower.Strong)
            {
                return true;
            }

            // What stands below the words after "Trong đó:" is beside them: "Trong đó: Lương thực" over "Thực phẩm".
            return upper.Indent < lower.Indent && (upper.OfWhich == 0 || upper.Silent || lower.Indent - upper.Indent < upper.OfWhich);
        }

        if (upper.Strong != lower.Strong)
        {
            return upper.Strong;
        }

        if (lower.OfWhich > 0)
        {
            return upper.OfWhich == 0;
        }

        var (over, under) = (upper.Number, lower.Number);
        if (under.Scheme > over.Scheme && (under.IsBullet || (over.IsNumber && under.Ordinal == 1)))
        {
            return true;
        }

        return upper.Heading && above.IsDeep != true && (!lower.Heading || (over.IsNumber && !under.IsNumber));
    }
}
