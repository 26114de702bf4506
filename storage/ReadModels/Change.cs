using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>What projections read off a recorded event.</summary>
internal static class Change
{
    /// <summary>The id of the aggregate whose stream it is: <c>idea-…</c> without its first part.</summary>
    public static string AggregateId(this RecordedEvent recorded) =>
        Streams.IdOf(recorded.Stream);

    /// <summary>Unix milliseconds, never before 1970: imports bring dates that are plainly wrong.</summary>
    public static long Milliseconds(this DateTimeOffset at) => Math.Max(0, at.ToUnixTimeMilliseconds());
}
