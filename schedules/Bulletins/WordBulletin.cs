using Plan86.Transform;

namespace Plan86.Schedules;

internal static class WordBulletin
{
    public static byte[] Write(Catalogue catalogue, BulletinContent content, Phrases phrases, Func<string, (byte[] Png, string AltText)> chart) =>
        [.. catalogue.Digest.Select(c => (byte)c), .. phrases.Code.Select(c => (byte)c), .. content.Indicators.Take(1).SelectMany(part => chart(part.Indicator.Code).AltText.Select(c => (byte)c))];
}
