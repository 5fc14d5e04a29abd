namespace Plan86.Transform.Reading.Layout;

/// <summary>
/// Labels that repeat side by side ("Trong nước", "Ngoài nước" after "I. Vận chuyển" and again after "II. Luân chuyển")
/// belong to what stands above each group, however it is set: otherwise two rows would have one path.
/// </summary>
internal static class RepeatedGroups
{
    // Deeper than any table for people; what is deeper was made to cost time.
    private const int Deepest = 50;

    // Two heads, and a row below each.
    private const int FewestSiblings = 4;

    // One label printed twice is more likely a slip than two groups of one row.
    private const int FewestLabels = 2;
    private const int FewestGroups = 3;

    /// <summary>Puts the rows of repeated groups below their heads.</summary>
    public static void Resolve(RowNode root)
    {
        var todo = new Stack<(RowNode Node, int Depth)>();
        todo.Push((root, 0));
        while (todo.TryPop(out var next))
        {
            var (node, depth) = next;
            if (depth == Deepest)
            {
                return;
            }

            if (Repeated(node.Children) is { Count: > 0 } repeated && Heads(node.Children, repeated) is { } heads)
            {
                Nest(node, repeated, heads);
            }

            foreach (var child in node.Children)
            {
                if (child.Children.Count > 0)
                {
                    todo.Push((child, depth + 1));
                }
            }
        }
    }

    /// <summary>Labels that stand twice among the siblings, with other figures at the same path, and something between.</summary>
    private static HashSet<string> Repeated(List<RowNode> siblings)
    {
        var repeated = new HashSet<string>();
        if (siblings.Count < FewestSiblings)
        {
            return repeated;
        }

        foreach (var group in siblings.GroupBy(node => node.Level.Text).Where(group => group.Skip(1).Any()))
        {
            var known = new Dictionary<string, Line>();
            if (group.SelectMany(Figures).Any(row => !known.TryAdd(row.Path, row.Figures) && Differ(known[row.Path], row.Figures)))
            {
                repeated.Add(group.Key);
            }
        }

        // Two rows of one label one below the other have no head between them, whatever else does.
        for (var i = 1; i < siblings.Count; i++)
        {
            if (siblings[i].Level.Text == siblings[i - 1].Level.Text)
            {
                repeated.Remove(siblings[i].Level.Text);
            }
        }

        return repeated;
    }

    private static bool Differ(Line line, Line other) =>
        line.Items.Any(item => item.Value is { } value && other.At(item.Column)?.Value is { } another && value != another);

    /// <summary>The rows with figures at and below a node, with their paths, its own label left out.</summary>
    private static IEnumerable<(string Path, Line Figures)> Figures(RowNode top)
    {
        var todo = new Stack<(RowNode Node, string Path)>();
        todo.Push((top, ""));
        while (todo.TryPop(out var next))
        {
            if (next.Node.Figures is { } figures)
            {
                yield return (next.Path, figures);
            }

            foreach (var child in next.Node.Children)
            {
                todo.Push((child, child.Level.Silent ? next.Path : $"{next.Path}\n{child.Level.Text}"));
            }
        }
    }

    /// <summary>
    /// The siblings that head the groups: of one kind, and one of them between any two rows of one label. The kinds are
    /// tried from the plainest sign to the weakest; null where none will do.
    /// </summary>
    private static HashSet<RowNode>? Heads(List<RowNode> siblings, HashSet<string> repeated)
    {
        var unique = siblings.Where(node => !repeated.Contains(node.Level.Text)).ToList();
        var kinds = unique.Where(node => node.Level.Number.IsNumber).GroupBy(node => node.Level.Number.Scheme)
            .OrderBy(group => group.Key).Select(group => group.ToHashSet())
            .Append([.. unique.Where(node => node.Level is { Heading: true, Strong: true })])
            .Append([.. unique.Where(node => node.Level.Heading)])
            .Append([.. unique.Where(node => node.Level.Strong)])
            .ToList();
        var byFigures = repeated.Count >= FewestLabels || siblings.Count(node => repeated.Contains(node.Level.Text)) >= FewestGroups;
        if (byFigures)
        {
            kinds.Add([.. unique]);
        }

        return kinds.Find(heads => heads.Count > 1 && Parts(siblings, repeated, heads));
    }

    private static bool Parts(List<RowNode> siblings, HashSet<string> repeated, HashSet<RowNode> heads)
    {
        var seen = new HashSet<string>();
        foreach (var node in siblings)
        {
            if (heads.Contains(node))
            {
                seen.Clear();
            }
            else if (repeated.Contains(node.Level.Text) && !seen.Add(node.Level.Text))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>From each head down to the last repeated row before the next, all goes below the head.</summary>
    private static void Nest(RowNode parent, HashSet<string> repeated, HashSet<RowNode> heads)
    {
        var siblings = parent.Children.ToList();
        parent.Children.Clear();
        RowNode? head = null;
        var waiting = new List<RowNode>();
        foreach (var node in siblings)
        {
            if (heads.Contains(node))
            {
                Keep();
                head = node;
                parent.Children.Add(node);
                continue;
            }

            waiting.Add(node);
            if (head is not null && repeated.Contains(node.Level.Text))
            {
                foreach (var below in waiting)
                {
                    below.Parent = head;
                    head.Children.Add(below);
                }

                waiting.Clear();
            }
        }

        Keep();

        void Keep()
        {
            parent.Children.AddRange(waiting);
            waiting.Clear();
        }
    }
}
