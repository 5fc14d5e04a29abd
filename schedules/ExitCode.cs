namespace Plan86.Schedules;

/// <summary>What a command leaves behind for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, with problems that someone must look at.</summary>
    public const int Problems = 1;

    /// <summary>Usage, settings or SQL.</summary>
    public const int Usage = 2;

    public const int Failed = 3;

    /// <summary>Another writer holds the data folder.</summary>
    public const int Busy = 4;
}
