using System.Diagnostics.Metrics;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Grains.Tests.Tails;

/// <summary>Real storage, a clock that the test moves, and tails that the test steps.</summary>
public sealed class TailScene : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;
    private readonly ServiceProvider _others;
    private readonly IDisposable? _beneath;
    private int _events;

    /// <summary>SQLite in memory, which one process has to itself.</summary>
    public TailScene() =>
        _services = _others = Compose(services => services.AddSqliteStorageInMemory(WriterTurns.Caller));

    private TailScene(PostgresTestDatabase database)
    {
        _beneath = database;
        (_services, _others) = (Compose(Add), Compose(Add));

        void Add(IServiceCollection services) =>
            services.AddPostgresStorage(database.ConnectionString, "", WriterTurns.Caller);
    }

    /// <summary>A database of the test server, to which the first process and the others connect by
    /// themselves.</summary>
    public static TailScene OnPostgres() => new(new PostgresTestDatabase());

    internal TailClock Clock { get; } = new();

    public TailStore Store => Get<TailStore>();

    public ParkedEvents Parked => Get<ParkedEvents>();

    public TailRow Row => Store.FindAsync(Recorder.Tail).GetAwaiter().GetResult()!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A process that would work on the tail; its waits after a failure are the longest.</summary>
    public TailRunner Process(ITailConsumer consumer, string holder = "one") =>
        ActivatorUtilities.CreateInstance<TailRunner>(
            holder == "one" ? _services : _others, consumer, new TailNode(holder, () => 1));

    public async Task AppendAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            var number = Interlocked.Increment(ref _events);
            await Get<IEventLog>().AppendAsync(
                new Append($"idea-{number}", 0, $"command-{number}", "", [new IdeaFollowed("member", At)]), Now);
        }
    }

    /// <summary>An event that only a newer program could read.</summary>
    public async Task AppendUnknownAsync()
    {
        var number = Interlocked.Increment(ref _events);
        await Get<IDatabaseWriter>().WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    $"""
                    INSERT INTO events (stream, version, command_id, name, data)
                    VALUES ('idea-{number}', 1, 'command-{number}', 'idea.teleported.v7', '{"{}"}')
                    """;
                return command.ExecuteNonQuery();
            },
            Now);
    }

    public async Task<IReadOnlyList<ParkedEvent>> ParkedAsync() =>
        (await Parked.ListAsync(Recorder.Tail, cancellationToken: Now)).Value!.Items;

    /// <summary>Steps as long as there is more to do at once; answers how long it may rest then.</summary>
    public static async Task<TimeSpan> StepUntilIdleAsync(TailRunner runner)
    {
        TimeSpan wait;
        while ((wait = await runner.RunOnceAsync(Now)) == TimeSpan.Zero)
        {
        }

        return wait;
    }

    /// <summary>Steps for a length of the clock's time, as often as the runner wishes.</summary>
    public async Task StepForAsync(TailRunner runner, TimeSpan length)
    {
        for (var until = Clock.GetTimestamp() + length.Ticks; Clock.GetTimestamp() < until;)
            Clock.Advance(await StepUntilIdleAsync(runner));
    }

    /// <summary>The figures of this moment, by instrument.</summary>
    public Dictionary<string, double> Figures()
    {
        var figures = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == Get<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    public void Dispose()
    {
        _services.Dispose();
        _others.Dispose();
        _beneath?.Dispose();
    }

    private ServiceProvider Compose(Action<IServiceCollection> addStorage)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Clock);
        addStorage(services);
        services.AddSingleton<TailMetrics>();
        return services.BuildServiceProvider();
    }
}

/// <summary>A consumer that keeps what it was given, and fails where the test wants it to.</summary>
internal sealed class Recorder : ITailConsumer
{
    public const string Tail = "recorder";

    private readonly Lock _gate = new();
    private readonly List<long> _handled = [];

    public string Name => Tail;

    /// <summary>Runs before a batch counts as handled; what it throws is the failure.</summary>
    public Func<long[], CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Which entries it wants; all of them, unless the test says otherwise.</summary>
    public Func<LogEntry, bool> Wants { get; set; } = _ => true;

    /// <summary>The positions handled, in the order in which they came.</summary>
    public long[] Handled
    {
        get { lock (_gate) return [.. _handled]; }
    }

    /// <summary>How often each position was tried alone.</summary>
    public Dictionary<long, int> Alone { get; } = [];

    /// <summary>The largest batch that came.</summary>
    public int BatchMax { get; private set; }

    public Task<IReadOnlyList<LogEntry>> ChooseAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogEntry>>([.. entries.Where(Wants)]);

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        long[] positions = [.. events.Select(recorded => recorded.Position)];
        BatchMax = Math.Max(BatchMax, positions.Length);
        if (positions is [var alone])
            Alone[alone] = Alone.GetValueOrDefault(alone) + 1;
        await Before(positions, cancellationToken);
        lock (_gate)
            _handled.AddRange(positions);
    }

    public void FailAt(params long[] poison) => Before = (positions, _) =>
        positions.Intersect(poison).Any() ? throw new FormatException("Cannot handle it.") : Task.CompletedTask;
}
