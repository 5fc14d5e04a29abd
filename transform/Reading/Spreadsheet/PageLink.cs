namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>A link of a page.</summary>
/// <param name="Url">Absolute.</param>
/// <param name="Text">White space collapsed; empty where a picture stands.</param>
public sealed record PageLink(string Url, string Text);
