namespace IdeaStorage.Storage.EventLog;

/// <summary>A rebuild as a stage of a longer job.</summary>
internal sealed class RebuildStage(IProgress<JobProgress>? progress) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value) =>
        progress?.Report(new JobProgress(JobStages.Rebuild, value.EventsDone, value.EventsTotal));
}
