using System.Globalization;
using System.Text;
namespace Plan86.Schedules.Charts;

/// <summary>A picture of the bulletin.</summary>
/// <param name="Name">Of its files: <c>NAME.vi.png</c>, <c>NAME.en.svg</c>.</param>
internal sealed record Picture(string Name, Func<Language, Drawing> Draw);
