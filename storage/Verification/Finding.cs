namespace IdeaStorage.Storage.Verification;

/// <summary>What can be wrong with an installation.</summary>
public enum FindingKind
{
    /// <summary>The database file itself is damaged; subject: what the database says.</summary>
    DatabaseDamaged = 0,

    /// <summary>The events of a stream do not count 1, 2, 3, …; subject: the stream.</summary>
    StreamHasGaps = 1,

    /// <summary>This program cannot read an event; subject: its position and name.</summary>
    EventUnreadable = 2,

    /// <summary>The command that caused an event is not on record; subject: the event's position.</summary>
    CommandMissing = 3,

    /// <summary>An event names a text that is not there; subject: position and text.</summary>
    TextMissing = 4,

    /// <summary>A text is not the one that its event names; subject: position and text.</summary>
    TextChanged = 5,

    /// <summary>A table does not follow from the log; subject: table and its read model.</summary>
    ReadModelDiffers = 6,

    /// <summary>A blob is not what was published; subject: its name.</summary>
    BlobDamaged = 7,

    /// <summary>A blob that a row names is not there; subject: its name.</summary>
    BlobMissing = 8,

    /// <summary>A command is on record whose events are not; subject: the stream that ends before them.</summary>
    StreamCutOff = 9,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">Where.</param>
public sealed record Finding(FindingKind Kind, string Subject);

/// <param name="Events">Events that were read.</param>
/// <param name="Texts">Texts whose hash was compared.</param>
/// <param name="Tables">Tables that were compared with a rebuild.</param>
/// <param name="Blobs">Blobs that were read.</param>
/// <param name="Findings">What is wrong; empty if nothing is.</param>
public sealed record VerificationReport(
    long Events, long Texts, int Tables, int Blobs, IReadOnlyList<Finding> Findings);
