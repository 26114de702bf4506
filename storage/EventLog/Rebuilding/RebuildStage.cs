namespace IdeaStorage.Storage.EventLog;

/// <summary>A rebuild as two stages of a job: when all events are replayed, indexes are made.</summary>
public sealed class RebuildStage(IProgress<JobProgress>? progress) : IProgress<RebuildProgress>
{
    private bool _isReplayed;

    /// <summary>Events replayed so far.</summary>
    public long Events { get; private set; }

    public void Report(RebuildProgress value)
    {
        Events = value.EventsDone;
        progress?.Report(new JobProgress(JobStages.Rebuild, value.EventsDone, value.EventsTotal));
        if (value.EventsDone < value.EventsTotal)
            return;
        // The last part of the log is told, and the end; of an empty log only the end.
        progress?.Report(new JobProgress(JobStages.Indexes, _isReplayed || value.EventsTotal == 0 ? 1 : 0, 1));
        _isReplayed = true;
    }
}
