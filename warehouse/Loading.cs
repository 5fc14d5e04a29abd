using System.Text.RegularExpressions;
using Plan86.Transform;
using Plan86.Transform.Judging;
using Plan86.Transform.Lake;
using Plan86.Transform.Meaning;
using Plan86.Transform.Plan;

namespace Plan86.Warehouse;

/// <summary>A file of <see cref="SqlSettings"/> that cannot be run: it says which.</summary>
public sealed class SqlFileException(SqlFile file, SqlException inner) : SqlException($"{file.Name}: {inner.Message}", inner);

/// <summary>
/// Runs the scripts of <c>sql/load</c> in the order of their names: those below 10 make the tables, the others fill them. One
/// of them runs once for each check, another once for each step of derived figures.
/// </summary>
internal sealed partial class Loading(DuckFile file, SqlSettings settings)
{
    private const string EachCheck = "load/23_check.sql";
    private const string EachStep = "load/26_derived.sql";

    /// <summary>Takes what is wrong with a file of <see cref="SqlSettings"/>; null: a fault is thrown.</summary>
    public Action<Problem>? OnFault { get; init; }

    /// <summary>Creates all relations, and the rules that several scripts share.</summary>
    public void CreateSchema()
    {
        foreach (var script in Scripts.Load.Where(IsSchema))
        {
            file.Run(Scripts.Text(script));
        }
    }

    /// <summary>Fills them.</summary>
    /// <param name="hasLake">Whether the lake has anything of a relation: a script that reads one is passed over where it has
    /// not, for Parquet without a file has no columns.</param>
    public void Run(Func<string, bool> hasLake)
    {
        foreach (var script in Scripts.Load.Where(script => !IsSchema(script)))
        {
            var text = Scripts.Text(script);
            if (script == EachCheck)
            {
                RunEachCheck(text);
            }
            else if (script == EachStep)
            {
                RunEachStep(text);
            }
            else if (LakeRead().Match(text) is not { Success: true } read || hasLake(read.Groups[1].Value))
            {
                file.Run(text);
            }
        }
    }

    private static bool IsSchema(string script) => script.StartsWith("load/0", StringComparison.Ordinal);

    private void RunEachCheck(string script)
    {
        foreach (var check in settings.Watch)
        {
            // Not a view: it would be bound twice, and planning is most of what a check costs where figures are few.
            Try(check, () => file.Run($"WITH check_of_figures AS ({check.Select}\n)\n{script}"));
        }
    }

    /// <summary>Formulas that need the figures of others have a higher number, and so run after them.</summary>
    private void RunEachStep(string script)
    {
        foreach (var step in settings.Derived.GroupBy(formula => StepNumber().Match(formula.FileName).Value)
            .OrderBy(step => step.Key.Length).ThenBy(step => step.Key, StringComparer.Ordinal))
        {
            if (TryDefine([.. step]))
            {
                Try(step.First(), () => file.Run(script));
                continue;
            }

            // Each by itself, so that a fault has the name of its file.
            var sound = step.Where(formula => Try(formula, () => Define("formula", formula.Select))).ToList();
            if (sound.Count > 0)
            {
                Try(sound[0], () =>
                {
                    DefineStep(sound);
                    file.Run(script);
                });
            }
        }
    }

    /// <summary>Says whether the formulas of a step can be bound together, which takes half the time of one by one; what looks for
    /// faults tries one by one.</summary>
    private bool TryDefine(List<SqlFile> step)
    {
        if (OnFault is not null)
        {
            return false;
        }

        try
        {
            DefineStep(step);
            return true;
        }
        catch (SqlException)
        {
            // It does not say which file.
            return false;
        }
    }

    private void DefineStep(List<SqlFile> step) =>
        Define("formula", string.Join("\nUNION ALL BY NAME ", step.Select(formula => $"({formula.Select}\n)")));

    private void Define(string view, string select) => file.Run($"CREATE OR REPLACE TEMP VIEW {view} AS {select}");

    private bool Try(SqlFile sql, Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (SqlException fault)
        {
            if (OnFault is null)
            {
                throw new SqlFileException(sql, fault);
            }

            OnFault(Problem.Error(
                Place.OfFile(sql.Name), fault.Message.Split('\n')[0], "SQL",
                new Bilingual("Câu lệnh SQL không chạy được.", "The SQL cannot be run.")));
            return false;
        }
    }

    [GeneratedRegex(@"getvariable\('(\w+)_files'\)")]
    private static partial Regex LakeRead();

    [GeneratedRegex(@"^\d*")]
    private static partial Regex StepNumber();
}
