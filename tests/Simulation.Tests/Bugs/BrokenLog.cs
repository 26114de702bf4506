using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Bugs;

/// <summary>An event log with a bug in its appends.</summary>
internal abstract class BrokenLog(IEventLog log) : IEventLog
{
    protected IEventLog Log => log;

    public abstract Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, CancellationToken cancellationToken = default) =>
        log.ReadStreamAsync(stream, afterVersion, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        long afterPosition = 0, CancellationToken cancellationToken = default) =>
        log.ReadAllAsync(afterPosition, cancellationToken);

    public Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default) =>
        log.FindCommandAsync(commandId, cancellationToken);

    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        log.GetHeadAsync(cancellationToken);
}

/// <summary>
/// Appends at whatever version the stream has: what was decided on an old state is written all the same.
/// </summary>
internal sealed class UncheckedVersionLog(IEventLog log) : BrokenLog(log)
{
    public override async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await Log.AppendAsync(append, cancellationToken);
            if (result is not AppendResult.VersionConflict conflict)
                return result;
            append = append with { ExpectedVersion = conflict.ActualVersion };
        }
    }
}

/// <summary>Says that an append is durable as soon as it was asked for.</summary>
internal sealed class HastyLog(IEventLog log) : BrokenLog(log)
{
    public override Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        _ = Log.AppendAsync(append, cancellationToken);
        var version = append.ExpectedVersion + append.Events.Count;
        return Task.FromResult<AppendResult>(new AppendResult.Appended(version, Position: 0));
    }
}
