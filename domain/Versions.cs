namespace IdeaStorage.Domain;

/// <summary>Optimistic concurrency between people: an edit names the version that its editor saw.</summary>
internal static class Versions
{
    /// <summary>
    /// Refuses an edit of what changed since. Versions count all events of an aggregate; a comment or a new member in
    /// between is no reason to refuse, so what matters is the version that the edited content is of.
    /// </summary>
    /// <param name="seen">What the editor saw; null does not ask.</param>
    /// <param name="present">The aggregate's version.</param>
    /// <param name="content">The version of its latest edit.</param>
    public static Refusal? Check(long? seen, long present, long content)
        => seen is { } version && (version < content || version > present)
            ? TextRefusals.VersionIsStale(version, content)
            : null;
}
