using System.Data.Common;
using System.Runtime.CompilerServices;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>
/// The event log as one process reaches it: over a way that takes time and loses answers, and that ends with the
/// process.
/// </summary>
internal sealed class SimulatedLog(IEventLog log, SimulatedProcess process, Simulation run) : IEventLog
{
    public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        await process.TravelAsync();
        var appending = log.AppendAsync(append, process.Writes);
        run.Database.Watch(append, appending);
        run.Database.Wake();
        AppendResult result;
        try
        {
            result = await appending;
        }
        catch
        {
            await process.TravelAsync();
            throw;
        }

        if (result is AppendResult.Appended && process.IsDead)
            run.Coverage.Count(Fault.WriteAfterCrash);
        await process.TravelAsync();
        if (result is AppendResult.VersionConflict && process.Fleet.IsPartitioned)
            run.Coverage.Count(Fault.DuplicateActivation);
        if (result is not AppendResult.Appended || !process.LosesAnswer())
            return result;
        run.Coverage.Count(Fault.LostAnswer);
        run.Write($"answer lost: {append.CommandId}");
        throw new StorageUnavailableException("The answer was lost.");
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await process.ReadAsync();
        await foreach (var recorded in log.ReadStreamAsync(stream, afterVersion, cancellationToken))
            yield return recorded;
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        long afterPosition = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await process.ReadAsync();
        await foreach (var recorded in log.ReadAllAsync(afterPosition, cancellationToken))
            yield return recorded;
    }

    public async Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default)
    {
        await process.ReadAsync();
        return await log.FindCommandAsync(commandId, cancellationToken);
    }

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        await process.ReadAsync();
        return await log.GetHeadAsync(cancellationToken);
    }
}

/// <inheritdoc cref="SimulatedLog"/>
internal sealed class SimulatedSnapshots(ISnapshotStore snapshots, SimulatedProcess process, Simulation run)
    : ISnapshotStore
{
    public async Task<Snapshot<TState>?> ReadAsync<TState>(
        string stream, CancellationToken cancellationToken = default)
        where TState : class
    {
        await process.ReadAsync();
        var snapshot = await snapshots.ReadAsync<TState>(stream, cancellationToken);
        if (snapshot is not null)
            run.Coverage.Count("snapshot read");
        return snapshot;
    }

    public async Task WriteAsync<TState>(
        string stream, Snapshot<TState> snapshot, CancellationToken cancellationToken = default)
        where TState : class
    {
        await process.TravelAsync();
        var writing = snapshots.WriteAsync(stream, snapshot, process.Writes);
        run.Database.Wake();
        await writing;
        await process.TravelAsync();
        run.Coverage.Count("snapshot written");
    }
}

/// <inheritdoc cref="SimulatedLog"/>
internal sealed class SimulatedWriter(SimulatedProcess process, Simulation run) : IDatabaseWriter
{
    public async Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, T> write, CancellationToken cancellationToken = default)
    {
        await process.TravelAsync();
        var writing = run.Database.Sqlite.WriteAsync(write, process.Writes);
        run.Database.Wake();
        var result = await writing;
        await process.TravelAsync();
        if (!process.LosesAnswer())
            return result;
        run.Coverage.Count(Fault.LostAnswer);
        throw new StorageUnavailableException("The answer was lost.");
    }
}
