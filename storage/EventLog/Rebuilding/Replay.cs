using System.Collections.Concurrent;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// Makes tables anew from the log. The thread of the database reads the log stream by stream, some parts ahead of what
/// it writes; in between other threads decode the events and run the statements of each part in a
/// <see cref="Scratch"/>. Memory holds these parts, whatever the size of the log.
/// </summary>
/// <param name="statements">Reads log and texts.</param>
/// <param name="fresh">Takes the rows.</param>
/// <param name="projections">All there are: the statements of one may read rows of another.</param>
/// <param name="progress">Learns how far it is, after each part and at the end.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class Replay(
    IStatements statements, IFreshTables fresh, IReadOnlyList<IProjection> projections,
    IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
{
    /// <summary>Parts on the way at each of the two stages: a few for every processor.</summary>
    private static readonly int AheadMax = Math.Clamp(Environment.ProcessorCount, 2, 16);

    private readonly TableShape[] _shapes =
        [.. fresh.Describe(projections.SelectMany(projection => projection.Tables))];

    /// <summary>Tables whose rows several streams make, with the statement that adds one.</summary>
    private readonly Dictionary<string, string> _shared =
        projections.SelectMany(projection => projection.SharedRows).ToDictionary();

    private readonly ConcurrentBag<Scratch> _scratches = [];
    private readonly ConcurrentBag<Scratch> _idle = [];
    private readonly Queue<Task<Part>> _decoding = new();
    private readonly Queue<Task<Part>> _folding = new();
    private TableShape[] _written = [];
    private RebuildProgress _at;

    /// <summary>Fills the tables of the chosen projections; answers how many events the log has.</summary>
    public long Run(IReadOnlyList<IProjection> chosen)
    {
        var names = chosen.SelectMany(projection => projection.Tables).ToHashSet();
        TableShape[] tables = [.. _shapes.Where(table => names.Contains(table.Name))];
        _written = [.. tables.Where(table => !_shared.ContainsKey(table.Name))];
        _at = new RebuildProgress(0, statements.Find("SELECT count(*) FROM events", static row => row.Int64(0)));
        fresh.Begin(tables);
        try
        {
            ReplayParts();
            fresh.MakeIndexes();
            foreach (var table in tables.Except(_written))
                AddShared(table, _shared[table.Name]);
        }
        finally
        {
            Close();
        }

        foreach (var sql in chosen.SelectMany(projection => projection.AfterRebuild))
            statements.Execute(sql);
        // Nobody is kept waiting by what a report does: only from the next line on readers may have to.
        progress?.Report(_at);
        fresh.Complete();
        return _at.EventsDone;
    }

    private void ReplayParts()
    {
        foreach (var rows in LogParts.Read(statements))
        {
            _decoding.Enqueue(Start(() => Part.Decode(rows, projections)));
            Advance(AheadMax);
        }

        Advance(0);
    }

    /// <summary>Waits until no more than so many parts are at each stage.</summary>
    private void Advance(int most)
    {
        while (_decoding.Count > most)
        {
            var part = Await(_decoding);
            part.Texts.ReadFrom(statements);
            _folding.Enqueue(Start(() => Fold(part)));
            Write(most);
        }

        Write(most);
    }

    private void Write(int most)
    {
        while (_folding.Count > most)
        {
            var part = Await(_folding);
            foreach (var table in _written)
                part.Scratch!.Read(table, rows => fresh.Write(table, rows));
            Recycle(part.Scratch!);
            _at = _at with { EventsDone = _at.EventsDone + part.Events.Count };
            progress?.Report(_at);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Part Fold(Part part)
    {
        if (!_idle.TryTake(out var scratch))
            _scratches.Add(scratch = new Scratch(_shapes));
        part.Scratch = scratch;
        foreach (var recorded in part.Events)
            scratch.Run(projections, recorded, part.Texts);
        return part;
    }

    /// <summary>What streams share stays, and comes together in the end.</summary>
    private void Recycle(Scratch scratch)
    {
        foreach (var table in _shapes.Where(table => !_shared.ContainsKey(table.Name)))
            scratch.Clear(table);
        _idle.Add(scratch);
    }

    private void AddShared(TableShape table, string sql)
    {
        foreach (var scratch in _scratches)
        {
            scratch.Read(table, rows =>
            {
                while (rows.Step())
                    statements.Execute(sql, rows.Values());
            });
        }
    }

    private void Close()
    {
        // After a failure some are still at work, each in its scratch; what they throw, nobody waits for any more.
        foreach (var task in _decoding.Concat(_folding))
            task.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        foreach (var scratch in _scratches)
            scratch.Dispose();
    }

    private static Part Await(Queue<Task<Part>> tasks) => tasks.Dequeue().GetAwaiter().GetResult();

    private static Task<Part> Start(Func<Part> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Some whole streams, on their way from the log to the tables.</summary>
    private sealed record Part(IReadOnlyList<RecordedEvent> Events, TextBatch Texts)
    {
        public Scratch? Scratch { get; set; }

        public static Part Decode(List<LogRow> rows, IReadOnlyList<IProjection> projections)
        {
            RecordedEvent[] events = [.. rows.Select(row => row.Decode())];
            return new Part(events, new TextBatch(events, projections));
        }
    }
}
