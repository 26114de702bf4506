namespace IdeaStorage.Storage;

/// <summary>How far a long job is.</summary>
/// <param name="Stage">One of <see cref="JobStages"/>.</param>
/// <param name="Done">Bytes or rows done of this stage.</param>
/// <param name="Total">Bytes or rows in all; an estimate where they are not counted yet.</param>
public readonly record struct JobProgress(string Stage, long Done, long Total);

/// <summary>The stages of long jobs, by names that the program shows in the reader's language.</summary>
public static class JobStages
{
    public const string Snapshot = "snapshot";
    public const string Archive = "archive";
    public const string Blobs = "blobs";
    public const string Integrity = "integrity";
    public const string Log = "log";
    public const string Search = "search";
    public const string Rebuild = "rebuild";
    public const string Indexes = "indexes";
    public const string Compare = "compare";
    public const string Unpack = "unpack";
    public const string Copy = "copy";

    public static IReadOnlyList<string> All { get; } =
        [Snapshot, Archive, Blobs, Integrity, Log, Search, Rebuild, Indexes, Compare, Unpack, Copy];
}
