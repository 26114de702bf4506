namespace IdeaStorage.Storage.Database;

/// <summary>
/// The database cannot be opened at all. It says why and what to do to the person at the machine, in Korean and in
/// English; the program ends with an exit code ≠ 0.
/// </summary>
/// <param name="fault">Why.</param>
/// <param name="korean">What is wrong and what to do, in Korean.</param>
/// <param name="english">The same in English; also the message.</param>
/// <param name="inner">What was thrown, if anything was.</param>
public sealed class DatabaseUnusableException(
    DatabaseFault fault, string korean, string english, Exception? inner = null) : Exception(english, inner)
{
    public DatabaseFault Fault { get; } = fault;

    public string Korean { get; } = korean;
}

/// <summary>Why a database cannot be opened.</summary>
public enum DatabaseFault
{
    Unknown,

    /// <summary>Another program holds it, or the data folder.</summary>
    InUse,

    /// <summary>Not a database, or one with damaged pages.</summary>
    Damaged,

    /// <summary>It, or its folder, cannot be made or written.</summary>
    NotWritable,

    DiskFull,

    DiskFailed,

    /// <summary>Its schema is not one that this program can go on from.</summary>
    AnotherSchema,

    /// <summary>There is none where one must be.</summary>
    Missing,

    /// <summary>A backup was being restored here and is not whole.</summary>
    HalfRestored,

    /// <summary>An installation was being copied or restored into it and is not whole.</summary>
    HalfCopied,

    /// <summary>It holds data where an empty one is needed.</summary>
    NotEmpty,
}
