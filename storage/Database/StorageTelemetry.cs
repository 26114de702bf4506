using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IdeaStorage.Storage.Database;

/// <summary>What operations see of the writer: <c>docs/OPERATIONS.md</c> lists it.</summary>
public static class StorageTelemetry
{
    /// <summary>Of the spans and of the meter.</summary>
    public const string Name = "IdeaStorage.Storage";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<double> s_commit = s_meter.CreateHistogram<double>(
        "ideastorage.log.commit.duration", "s", "From the first statement of a group until it is durable.");

    private static readonly Histogram<int> s_group = s_meter.CreateHistogram<int>(
        "ideastorage.log.group.size", "{write}", "Writes in one commit.");

    private static readonly Counter<long> s_failures = s_meter.CreateCounter<long>(
        "ideastorage.log.commit.failures", "{commit}", "Commits that failed; nothing of them was kept.");

    private static readonly UpDownCounter<int> s_waiting = s_meter.CreateUpDownCounter<int>(
        "ideastorage.log.waiting", "{write}", "Writes that wait for the writer.");

    /// <param name="writes">More, or fewer.</param>
    internal static void Waits(int writes) => s_waiting.Add(writes);

    internal static void Written(int writes, long began, bool isDurable)
    {
        s_group.Record(writes);
        s_commit.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (!isDurable)
            s_failures.Add(1);
    }

    /// <summary>
    /// A span below the caller's, from now until the write is durable; null where nobody traces. The caller's own stays
    /// the present one.
    /// </summary>
    internal static Activity? BeginSpan()
    {
        if (Activity.Current is not { } caller)
            return null;
        var span = s_source.StartActivity("log commit");
        Activity.Current = caller;
        return span;
    }

    internal static void EndSpan(Activity? span, int writes, bool isDurable)
    {
        if (span is null)
            return;
        // It ends on the writer's thread, whose present span is not this one's business.
        var here = Activity.Current;
        span.SetTag("ideastorage.group.size", writes);
        if (!isDurable)
            span.SetStatus(ActivityStatusCode.Error);
        span.Stop();
        Activity.Current = here;
    }
}
