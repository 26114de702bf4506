using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Training;

/// <summary>
/// Which model serves. Every choice is kept; the newest holds. See ADR 8 for why this is not part of the log.
/// </summary>
public sealed class ModelChoices(IDatabaseWriter writer, IReadConnections connections, TimeProvider time)
{
    private const string Present =
        "SELECT version, model_id, is_pinned FROM model_choices ORDER BY version DESC LIMIT 1";

    /// <summary>What holds now; before the first choice, the built-in model.</summary>
    public async Task<ModelChoice> FindAsync(CancellationToken cancellationToken = default) =>
        await connections.FindAsync<ModelChoice>(Present, new { }, cancellationToken) ?? new ModelChoice();

    /// <summary>One model, or null.</summary>
    public Task<TrainedModel?> FindModelAsync(string id, CancellationToken cancellationToken = default) =>
        connections.FindAsync<TrainedModel>($"{ModelSql.Columns} WHERE id = @id", new { id }, cancellationToken);

    /// <summary>The models of these runs, by run, the best first.</summary>
    public Task<IReadOnlyList<TrainedModel>> ListModelsAsync(
        IReadOnlyList<string> runIds, CancellationToken cancellationToken = default) =>
        runIds.Count == 0
            ? Task.FromResult<IReadOnlyList<TrainedModel>>([])
            : connections.ListAsync<TrainedModel>(
                $"{ModelSql.Columns} WHERE run_id IN @runIds ORDER BY run_id, COALESCE(score, -1) DESC, trainer",
                new { runIds = new InList(runIds) }, cancellationToken);

    /// <summary>The models whose blobs are kept, the newest first.</summary>
    public Task<IReadOnlyList<TrainedModel>> ListKeptAsync(CancellationToken cancellationToken = default) =>
        connections.ListAsync<TrainedModel>(
            $"{ModelSql.Columns} WHERE blob IS NOT NULL ORDER BY at DESC, id DESC", new { }, cancellationToken);

    /// <summary>The last choices, the newest first.</summary>
    public Task<IReadOnlyList<ModelChange>> ListAsync(int max, CancellationToken cancellationToken = default) =>
        connections.ListAsync<ModelChange>(
            "SELECT version, at, made_by AS by, kind, model_id FROM model_choices ORDER BY version DESC LIMIT @max",
            new { max }, cancellationToken);

    /// <summary>An operator puts a model in place, for as long as nobody takes that back; null: the built-in
    /// one.</summary>
    public Task<bool> PinAsync(string? modelId, string by, CancellationToken cancellationToken = default) =>
        ChooseAsync((_, _) => new Choice("Pinned", modelId, IsPinned: true, by), cancellationToken);

    /// <summary>The next run may replace what serves; until then it serves on. False if nothing was pinned.</summary>
    public Task<bool> UnpinAsync(string by, CancellationToken cancellationToken = default) => ChooseAsync(
        (connection, transaction) =>
            connection.QueryFirstOrDefault<ModelChoice>(Present, transaction: transaction) is { IsPinned: true } pinned
                ? new Choice("Unpinned", pinned.ModelId, IsPinned: false, by)
                : null,
        cancellationToken);

    /// <summary>The model's blob is about to be removed: it cannot be chosen any more.</summary>
    public Task<int> ForgetBlobAsync(string modelId, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) => connection.Execute(
                "UPDATE trained_models SET blob = NULL WHERE id = @modelId", new { modelId }, transaction),
            cancellationToken);

    /// <summary>A training run puts its model in place, unless an operator pinned one.</summary>
    /// <returns>Whether it serves from now on.</returns>
    internal static bool Publish(DbConnection connection, DbTransaction transaction, string modelId, long at) =>
        connection.QueryFirstOrDefault<ModelChoice>(Present, transaction: transaction) is not { IsPinned: true }
        && Insert(connection, transaction, new Choice("Published", modelId, IsPinned: false, By: null), at);

    private Task<bool> ChooseAsync(
        Func<DbConnection, DbTransaction, Choice?> choose, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync(
            (connection, transaction) => choose(connection, transaction) is { } choice
                && Insert(connection, transaction, choice, at),
            cancellationToken);
    }

    private static bool Insert(DbConnection connection, DbTransaction transaction, Choice choice, long at) =>
        connection.Execute(
            """
            INSERT INTO model_choices (version, at, made_by, kind, model_id, is_pinned)
            SELECT COALESCE(max(version), 0) + 1, @at, @By, @Kind, @ModelId, @pinned FROM model_choices
            """,
            new { at, choice.By, choice.Kind, choice.ModelId, pinned = choice.IsPinned ? 1 : 0 }, transaction) > 0;

    private sealed record Choice(string Kind, string? ModelId, bool IsPinned, string? By);
}
