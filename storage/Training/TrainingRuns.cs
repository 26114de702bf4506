using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Training;

/// <summary>
/// Training runs and what came of them. A unique index lets one run at a time be running in the whole cluster; one that
/// has not shown for <see cref="SilentAfter"/> that it is alive counts as interrupted.
/// </summary>
public sealed class TrainingRuns(IDatabaseWriter writer, IReadConnections connections, TimeProvider time)
{
    /// <summary>How long a run may be silent. The clocks of the machines of a cluster differ by less.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(60);

    private const string Scope = "training-runs";
    private const int ErrorCharactersMax = 2_000;

    private const string Columns =
        """
        SELECT id, cause, started_by, started_at, ended_at, state, seed, position, acts, stage, progress, beat_at,
            CASE WHEN cancel_asked_at IS NULL THEN 0 ELSE 1 END AS cancel_asked, outcome, error
        FROM training_runs
        """;

    /// <summary>Begins a run, if none is running.</summary>
    /// <returns>Whether it began.</returns>
    public Task<bool> TryBeginAsync(
        string id, RunCause cause, string? by, long seed, CancellationToken cancellationToken = default)
    {
        var now = Now;
        return writer.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    """
                    UPDATE training_runs SET state = 'Interrupted', outcome = 'interrupted', ended_at = @now
                    WHERE state = 'Running' AND beat_at < @silent
                    """,
                    new { now, silent = now - (long)SilentAfter.TotalMilliseconds }, transaction);
                return connection.Execute(
                    """
                    INSERT INTO training_runs
                        (id, cause, started_by, started_at, state, seed, position, acts, stage, progress, beat_at)
                    VALUES (@id, @cause, @by, @now, 'Running', @seed, 0, 0, 'read', 0, @now)
                    ON CONFLICT DO NOTHING
                    """,
                    new { id, cause = $"{cause}", by, now, seed }, transaction) > 0;
            },
            cancellationToken);
    }

    /// <summary>
    /// Ends the run at work, if it began before a moment, as interrupted: where all work is one process's, a run of an
    /// earlier process died with it. Should it live all the same, it ends by itself.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> InterruptAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var (now, began) = (Now, before.ToUnixTimeMilliseconds());
        return writer.WriteAsync(
            (connection, transaction) => connection.Execute(
                """
                UPDATE training_runs SET state = 'Interrupted', outcome = 'interrupted', ended_at = @now
                WHERE state = 'Running' AND started_at < @began
                """,
                new { now, began }, transaction) > 0,
            cancellationToken);
    }

    /// <summary>Shows that the run is alive and how far it is.</summary>
    /// <returns>Whether it is to go on: nobody wants it cancelled, and it does not count as interrupted.</returns>
    public Task<bool> BeatAsync(TrainingRun run, CancellationToken cancellationToken = default)
    {
        var now = Now;
        return writer.WriteAsync(
            (connection, transaction) => connection.Execute(
                """
                UPDATE training_runs SET
                    beat_at = @now, stage = @Stage, progress = @Progress, position = @Position, acts = @Acts
                WHERE id = @Id AND state = 'Running' AND cancel_asked_at IS NULL
                """,
                new { now, run.Stage, run.Progress, run.Position, run.Acts, run.Id }, transaction) > 0,
            cancellationToken);
    }

    /// <summary>
    /// Ends a run that is running, with what its trainers achieved, and puts a model of it in place unless an operator
    /// pinned another.
    /// </summary>
    /// <returns>False, and nothing changed, if it counts as ended already.</returns>
    public Task<bool> EndAsync(
        TrainingRun run, RunEnd end, IReadOnlyList<TrainedModel> models,
        CancellationToken cancellationToken = default)
    {
        var now = Now;
        return writer.WriteAsync(
            (connection, transaction) =>
            {
                if (connection.Execute(
                    """
                    UPDATE training_runs SET state = @state, outcome = @Outcome, error = @error, ended_at = @now,
                        position = @Position, acts = @Acts,
                        progress = CASE WHEN @state = 'Done' THEN @all ELSE progress END
                    WHERE id = @Id AND state = 'Running'
                    """,
                    new
                    {
                        run.Id,
                        run.Position,
                        run.Acts,
                        state = $"{end.State}",
                        all = TrainingRun.ProgressMax,
                        end.Outcome,
                        error = Cut(end.Error),
                        now,
                    },
                    transaction) == 0)
                    return false;
                foreach (var model in models) ModelSql.Insert(connection, transaction, model);
                if (end.Publish is { } published) ModelChoices.Publish(connection, transaction, published, now);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Asks the running run to end.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> AskCancelAsync(CancellationToken cancellationToken = default)
    {
        var now = Now;
        return writer.WriteAsync(
            (connection, transaction) => connection.Execute(
                "UPDATE training_runs SET cancel_asked_at = COALESCE(cancel_asked_at, @now) WHERE state = 'Running'",
                new { now }, transaction) > 0,
            cancellationToken);
    }

    /// <summary>The run that is running, or null. One that has fallen silent is none.</summary>
    public async Task<TrainingRun?> FindRunningAsync(CancellationToken cancellationToken = default)
    {
        var run = await connections.FindAsync<TrainingRun>(
            $"{Columns} WHERE state = 'Running'", new { }, cancellationToken);
        return run is null || Present(run).State != RunState.Running ? null : run;
    }

    /// <summary>The last run that went to its end, well or not, or null.</summary>
    public Task<TrainingRun?> FindLastAsync(CancellationToken cancellationToken = default) =>
        connections.FindAsync<TrainingRun>(
            $"""
            {Columns} WHERE state IN ('Done', 'Refused', 'Failed') ORDER BY started_at DESC, id DESC LIMIT 1
            """,
            new { }, cancellationToken);

    /// <summary>Runs, the newest first.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<TrainingRun>>> ListAsync(
        string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, Scope, KeyKind.Number, out var cursor)) return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var rows = await connections.ListAsync<TrainingRun>(
            $"""
            {Columns} WHERE (started_at, id) < (@at, @last) ORDER BY started_at DESC, id DESC LIMIT @take
            """,
            new { at = cursor?.Number ?? long.MaxValue, last = cursor?.Id ?? "", take = take + 1 }, cancellationToken);
        return rows.ToPage(take, Scope, run => Cursor.Of(run.StartedAt.ToUnixTimeMilliseconds(), run.Id)) is var page
            ? new Page<TrainingRun>([.. page.Items.Select(Present)], page.Next)
            : page;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A row may still say that a run is running whose process is gone.</summary>
    private TrainingRun Present(TrainingRun run) =>
        run.State == RunState.Running && time.GetUtcNow() - run.BeatAt > SilentAfter
            ? run with { State = RunState.Interrupted, Outcome = "interrupted" }
            : run;

    private static string? Cut(string? error) =>
        error?.Length > ErrorCharactersMax ? error[..ErrorCharactersMax] : error;
}
