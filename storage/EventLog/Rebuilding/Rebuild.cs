using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog;

/// <summary>Replays the log into the tables of projections, alone on the writer.</summary>
internal sealed class Rebuild(IDatabase database, IEnumerable<IProjection> projections) : IRebuild
{
    private readonly IProjection[] _projections = [.. projections];

    public IReadOnlyList<string> Names => [.. _projections.Select(projection => projection.Name)];

    public Task RebuildAsync(
        string? name = null, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var chosen = name is null ? _projections : [.. _projections.Where(projection => projection.Name == name)];
        if (chosen.Length == 0 && name is not null)
        {
            throw new ArgumentException(
                $"There is no read model '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
        }

        return database.RunAsync(
            statements => new Replay(
                statements, statements.FreshTables(), _projections, progress, cancellationToken).Run(chosen),
            isAlone: true, cancellationToken);
    }
}
