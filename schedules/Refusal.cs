using System.Text.Json;
using Plan86.Transform;

namespace Plan86.Schedules;

/// <summary>Something the user must change before the program can go on; exit code 2.</summary>
internal sealed class Refusal(Bilingual text) : Exception($"{text.Vi}\n{text.En}");
