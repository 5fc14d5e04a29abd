namespace Plan86.Transform.Reading.Exchange;

/// <summary>What is told once for all series that share part of their key.</summary>
internal sealed class SdmxGroups
{
    private const int MostKinds = 64;
    private readonly List<(int[] Slots, Dictionary<string, List<(int Slot, string Value)>> ByKey)> _kinds = [];

    public SdmxGroups(SdmxBuilder builder, SdmxShape shape, List<SdmxPart> groups, List<(string Id, string Value)> dataSet)
    {
        var whole = new SdmxPart(SdmxPartKind.Group);
        whole.Attributes.AddRange(dataSet);
        foreach (var group in groups.Append(whole))
        {
            var said = group.Key.Concat(group.Attributes).Concat(group.Loose)
                .Select(pair => (Slot: builder.Slot(pair.Id), Value: Text.Clean(pair.Value))).Where(pair => pair.Slot >= 0).ToList();
            var key = said.FindAll(pair => pair.Slot < shape.Dimensions.Count).DistinctBy(pair => pair.Slot).OrderBy(pair => pair.Slot)
                .ToList();
            var slots = key.ConvertAll(pair => pair.Slot).ToArray();
            var kind = _kinds.Find(known => known.Slots.AsSpan().SequenceEqual(slots));
            if (kind.Slots is null)
            {
                if (_kinds.Count == MostKinds)
                {
                    throw new OverBudgetException();
                }

                _kinds.Add(kind = (slots, new(StringComparer.Ordinal)));
            }

            var name = string.Join('\u001F', key.Select(pair => pair.Value));
            if (!kind.ByKey.TryGetValue(name, out var told))
            {
                kind.ByKey.Add(name, told = []);
            }

            told.AddRange(said.Where(pair => pair.Slot >= shape.Dimensions.Count));
        }
    }

    public void Apply(string?[] record)
    {
        foreach (var (slots, byKey) in _kinds)
        {
            var key = string.Join('\u001F', slots.Select(slot => record[slot] ?? ""));
            if (byKey.TryGetValue(key, out var told))
            {
                foreach (var (slot, value) in told)
                {
                    record[slot] ??= value;
                }
            }
        }
    }
}
