using System.Globalization;

namespace Plan86.Transform;

/// <summary>
/// Where something stands: in a sheet, in a line, at an address of the format's own; all of it within a member of an archive, or
/// within one of several files that people edit. The default is the file as a whole. It is made from its parts and kept in its
/// parts: the text is for people, and nothing reads it back.
/// </summary>
public readonly record struct Place
{
    /// <summary>A file that people edit, or one of a folder: <c>targets.csv</c>, <c>inbox/thang/a.xlsx</c>; null where the place is
    /// in the file that is being read.</summary>
    public string? File { get; internal init; }

    /// <summary>The member of an archive; null outside of one.</summary>
    public string? Member { get; internal init; }

    /// <summary>The sheet or dataset, named as in the relation <c>cell</c>: that of a member has the member's name before its own,
    /// or that alone. Null in delimited text.</summary>
    public string? Sheet { get; internal init; }

    /// <summary>The cell, as <c>cell.cell_ref</c> says it: <c>C19</c>; of a file with dimensions <c>[12]</c>.</summary>
    public string? Cell { get; internal init; }

    /// <summary>The line of a text, from 1.</summary>
    public int? Line { get; internal init; }

    /// <summary>The character of the line, from 1.</summary>
    public int? Character { get; internal init; }

    /// <summary>The column's name in the line or record; without one an address of the format's own: <c>tables[0].title</c>.</summary>
    public string? Field { get; internal init; }

    /// <summary>Returns a cell of a sheet; of a file with one nameless table the sheet is empty.</summary>
    public static Place OfCell(string sheet, string cellRef) => OfSheet(sheet) with { Cell = cellRef };

    /// <summary>Returns a sheet as a whole; the file where it has no name.</summary>
    public static Place OfSheet(string sheet) => new() { Sheet = sheet.Length > 0 ? sheet : null };

    /// <summary>Returns a line of a text, or the field of it that stands under a column's name.</summary>
    public static Place OfLine(long line, string column = "") =>
        new() { Line = (int)Math.Min(line, int.MaxValue), Field = column.Length > 0 ? column : null };

    /// <summary>Returns an address of the format's own: <c>tables[0].title</c>, <c>DATA</c>.</summary>
    public static Place OfAddress(string address) => new() { Field = address.Length > 0 ? address : null };

    /// <summary>Returns a member of an archive as a whole.</summary>
    public static Place OfMember(string member) => new() { Member = member };

    /// <summary>Returns one of several files as a whole.</summary>
    public static Place OfFile(string file) => new() { File = file };

    /// <summary>Returns a place from its parts, as the columns of <c>problem</c> have them.</summary>
    public static Place OfParts(string? member, string? sheet, string? cell, int? line, int? character, string? field) =>
        new() { Member = member, Sheet = sheet, Cell = cell, Line = line, Character = character, Field = field };

    /// <summary>Returns the name of a member's sheet among the sheets of all members.</summary>
    public static string SheetIn(string member, string sheet) => sheet.Length > 0 ? $"{member} › {sheet}" : member;

    /// <summary>Returns the same place, of a member of an archive.</summary>
    public Place InMember(string member) => this with { Member = member, Sheet = Sheet is null ? null : SheetIn(member, Sheet) };

    /// <summary>Returns the same place, of one of several files.</summary>
    public Place InFile(string file) => this with { File = file };

    /// <summary>Returns the text that people and the column <c>problem.place</c> have: <c>25. FDI!C19</c>, <c>L17:gia_tri</c>,
    /// <c>[12]</c>, <c>gdp.px!L3</c>, <c>targets.csv:L3:horizon</c>; empty for the file as a whole.</summary>
    public override string ToString()
    {
        var spot = Cell ?? (Line is null ? null
            : string.Create(CultureInfo.InvariantCulture, $"L{Line}{(Character is { } character ? $":{character}" : "")}"));
        var at = spot is null || Field is null ? spot ?? Field : $"{spot}:{Field}";
        var within = (Sheet ?? Member, at) switch
        {
            (null, _) => at,
            (var part, null) => part,
            var (part, _) => $"{part}!{at}",
        };
        return (File, within) switch
        {
            (null, _) => within ?? "",
            (_, null) => File,
            _ => $"{File}:{within}",
        };
    }
}
