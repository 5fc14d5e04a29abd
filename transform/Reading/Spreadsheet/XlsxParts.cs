using System.IO.Compression;
using System.Xml;
using Plan86.Transform.Plan;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Finds the parts of an <c>.xlsx</c> package. Spreadsheet programs open what other programs write however they spell the
/// names of parts, whatever types they declare and whichever relations lead nowhere; the packaging library and the Open
/// XML SDK refuse such a file whole, so neither is asked.
/// </summary>
internal sealed class XlsxParts(ZipArchive zip)
{
    // More than any workbook has: one for each sheet, and a few.
    private const int MostRelations = 10_000;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
        MaxCharactersFromEntities = 1_000,
    };

    // Of two entries with one name the later was meant to replace the earlier.
    private readonly Dictionary<string, ZipArchiveEntry> _entries =
        zip.Entries.GroupBy(entry => Resolve("", entry.FullName), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.Last(), StringComparer.OrdinalIgnoreCase);

    /// <summary>One relation: its kind is the last word of its type, the same in the strict and the usual dialect.</summary>
    internal readonly record struct Relation(string Id, string Kind, string Part);

    /// <summary>The part of the workbook, empty where there is none.</summary>
    public string Workbook(ReadingBudget budget)
    {
        foreach (var relation in Relations("", budget))
        {
            if (relation.Kind == "officeDocument" && Has(relation.Part) && RootOf(relation.Part, budget) == "workbook")
            {
                return relation.Part;
            }
        }

        return _entries.Keys.Where(name => name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase))
            .MinBy(name => name.Length) ?? "";
    }

    /// <summary>The part of a workbook whose parts are records instead of XML, empty where there is none.</summary>
    public string BinaryWorkbook(ReadingBudget budget) =>
        Relations("", budget).Find(relation => relation.Kind == "officeDocument" && Has(relation.Part) && IsBinary(relation.Part)).Part
        ?? _entries.Keys.Where(IsBinary).MinBy(name => name.Length) ?? "";

    private static bool IsBinary(string part) => part.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase);

    public Stream Bytes(string part, ReadingBudget budget) => budget.Count(_entries[part].Open());

    public bool Has(string part) => _entries.ContainsKey(part);

    public XmlReader Open(string part, ReadingBudget budget) => XmlReader.Create(budget.Count(_entries[part].Open()), Xml);

    /// <summary>What a part refers to inside the package; nothing where the list is missing or damaged.</summary>
    public List<Relation> Relations(string part, ReadingBudget budget)
    {
        var relations = new List<Relation>();
        var slash = part.LastIndexOf('/') + 1;
        var list = $"{part[..slash]}_rels/{part[slash..]}.rels";
        if (!Has(list))
        {
            return relations;
        }

        try
        {
            using var xml = Open(list, budget);
            while (xml.Read() && relations.Count < MostRelations)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship"
                    && xml.GetAttribute("TargetMode") != "External" && xml.GetAttribute("Target") is { } target)
                {
                    var type = xml.GetAttribute("Type") ?? "";
                    relations.Add(
                        new Relation(xml.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target)));
                }
            }
        }
        catch (XmlException)
        {
            // What was read of it counts; the parts it does not name are found by their usual names.
        }

        return relations;
    }

    private string RootOf(string part, ReadingBudget budget)
    {
        try
        {
            using var xml = Open(part, budget);
            return xml.MoveToContent() == XmlNodeType.Element ? xml.LocalName : "";
        }
        catch (XmlException)
        {
            return "";
        }
    }

    /// <summary><c>\xl\.\worksheets\..\styles.xml</c> is <c>xl/styles.xml</c>.</summary>
    private static string Resolve(string folder, string target)
    {
        var path = target.Replace('\\', '/');
        path = path.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 ? path[..hash] : path;
        path = path.StartsWith('/') ? path : folder + path;
        var steps = new List<string>();
        foreach (var step in Uri.UnescapeDataString(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                steps.RemoveRange(Math.Max(0, steps.Count - 1), Math.Min(1, steps.Count));
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
