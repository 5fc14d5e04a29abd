using System.Globalization;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>
/// A file with dimensions as the records of a flat file: a column for each dimension, <c>OBS_VALUE</c>, the attributes.
/// Decimal points.
/// </summary>
/// <param name="texts">Of each dimension the text of every value.</param>
internal sealed class CubeRecords(Cube cube, IReadOnlyList<string[]> texts) : IFlatRecords
{
    private readonly char[] _number = new char[32];
    private int _at = -1;

    /// <summary>Returns the names of the columns.</summary>
    public static List<string> Ids(Cube cube) => [.. cube.Dimensions.Select(dimension => dimension.Id), "OBS_VALUE", .. cube.Attributes];

    /// <summary>Returns the labels of the dimensions, which name their columns too.</summary>
    public static List<string> Labels(Cube cube) => [.. cube.Dimensions.Select(dimension => dimension.Label)];

    public int Count => cube.Dimensions.Count + 1 + cube.Attributes.Count;

    public int Line => _at + 1;

    public string? Fault => null;

    public string? Sheet => cube.Sheet;

    public string? Member => cube.Member;

    public string Original => string.Join(" · ", ToArray().Where(text => text.Length > 0));

    public Bilingual? Mended => null;

    public bool IsDamaged => false;

    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            var dimensions = cube.Dimensions.Count;
            if (field < dimensions)
            {
                return texts[field][cube.At(_at)[field]];
            }

            var figure = cube[_at];
            if (field == dimensions)
            {
                return figure.Value is { } value && value.TryFormat(_number, out var length, "R", CultureInfo.InvariantCulture)
                    ? _number.AsSpan(0, length) : [];
            }

            return figure.Attributes is { } attributes && field - dimensions - 1 < attributes.Length
                ? attributes[field - dimensions - 1] ?? "" : "";
        }
    }

    public bool Read() => ++_at < cube.Count;

    public string[] ToArray()
    {
        var fields = new string[Count];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Text.Clean(this[i].ToString());
        }

        return fields;
    }

    public string AddressOf(int field) => cube.Address(_at).ToString();

    public Place Place(string column, int field) =>
        cube.Address(_at) with
        {
            Member = cube.Member,
            Sheet = cube.Sheet.Length > 0 ? cube.Sheet : null,
            Field = column.Length > 0 ? column : null,
        };
}
