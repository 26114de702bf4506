using System.Diagnostics;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using IdeaStorage.Storage.Tests.EventLog;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>
/// Two processes write to one database. Each takes the log to be as it left it, and must notice when it is not.
/// </summary>
public sealed class PostgresProcessesTests : IDisposable
{
    private readonly PostgresTestDatabase _test = new();
    private readonly PostgresDatabase[] _databases;
    private readonly PostgresEventLog[] _logs;

    public PostgresProcessesTests()
    {
        _databases = [Open(), Open()];
        _logs = [.. _databases.Select(database => new PostgresEventLog(database, []))];
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>What an append is to answer follows from all before it, in whatever group and process.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Groups_OfTwoProcesses_AnswerAsIfOneWroteAppendAfterAppend(int seed)
    {
        var random = new Random(seed);
        var (versions, commands, appended) = (new Dictionary<string, long>(), new List<CommandRecord>(), 0L);
        for (var round = 0; round < 480; round++)
        {
            // A long while each, so that both ways to write a group are gone, and changed, again and again.
            var process = random.Next(4 * PostgresWriter.AloneMin) == 0 ? 1 - (round / 60 % 2) : round / 60 % 2;
            var group = new List<(Task<AppendResult> Result, AppendResult Expected)>();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var stream = $"idea-{random.Next(5)}";
                var actual = versions.GetValueOrDefault(stream);
                var version = random.Next(25) == 0 ? Math.Max(0, actual + random.Next(-1, 2)) : actual;
                var earlier = commands.Count > 0 && random.Next(25) == 0 ? commands[random.Next(commands.Count)] : null;
                var command = earlier?.CommandId ?? $"c-{round}-{i}";
                group.Add((
                    _logs[process].AppendAsync(Samples.Support(stream, version, command, "member-1"), Now),
                    earlier is not null ? new Duplicate(earlier)
                    : version != actual ? new VersionConflict(actual)
                    : new Appended(version + 1, ++appended)));
                if (group[^1].Expected is not Appended)
                    continue;
                versions[stream] = version + 1;
                commands.Add(new CommandRecord(command, stream, stream, version + 1));
            }

            Assert.Equal(group.Count, _databases[process].RunWaiting());
            foreach (var (result, expected) in group)
                Assert.Equal(expected, await result);
        }

        var log = await _logs[0].ReadAllAsync(0, Now).ToListAsync(Now);
        Assert.Equal(Enumerable.Range(1, (int)appended), log.Select(recorded => (int)recorded.Position));
    }

    [Fact]
    public async Task Group_OfTheOnlyProcessThatWrites_TakesOneRoundTrip()
    {
        // It connects, which is one more.
        await TripsAsync(0, "first");
        await BeAloneAsync("idea");
        Assert.Equal(1, await TripsAsync(0, "alone-1"));
        Assert.Equal(1, await TripsAsync(0, "alone-2"));
        await TripsAsync(1, "other");
        Assert.Equal(3, await TripsAsync(0, "after"));
        await BeAloneAsync("again");
        Assert.Equal(1, await TripsAsync(0, "alone-3"));
    }

    [Fact]
    public async Task AGroupThatIsWrittenApart_DoesNotMakeItForgetThatItIsAlone()
    {
        await TripsAsync(0, "first");
        await BeAloneAsync("idea");
        var apart = _databases[0].WriteAsync((_, _) => 1, Now);
        _databases[0].RunWaiting();
        Assert.Equal(1, await apart);
        Assert.Equal(2, await TripsAsync(0, "looks"));
        Assert.Equal(1, await TripsAsync(0, "expects"));
    }

    [Fact]
    public async Task Groups_OfTwoProcesses_InTurns_NeverTakeAVainRoundTrip()
    {
        await TripsAsync(1, "connects");
        await TripsAsync(0, "connects-too");
        for (var turn = 0; turn < 2 * PostgresWriter.AloneMin; turn++)
        {
            Assert.Equal(2, await TripsAsync(0, $"mine-{turn}"));
            Assert.Equal(2, await TripsAsync(0, $"mine-again-{turn}"));
            Assert.Equal(2, await TripsAsync(1, $"theirs-{turn}"));
        }
    }

    /// <summary>Writes until this process takes itself for the only one.</summary>
    private async Task BeAloneAsync(string stream)
    {
        for (var group = 0; group < PostgresWriter.AloneMin; group++)
            Assert.Equal(2, await TripsAsync(0, $"{stream}-{group}"));
    }

    public void Dispose()
    {
        foreach (var database in _databases)
            database.Dispose();
        _test.Dispose();
    }

    private PostgresDatabase Open() =>
        PostgresDatabase.Open(_test.ConnectionString, TimeProvider.System, WriterTurns.ByHand);

    /// <summary>The writer works on this thread, and the driver tells of each batch that it sends.</summary>
    private async Task<int> TripsAsync(int process, string stream)
    {
        var (trips, thread) = (0, Environment.CurrentManagedThreadId);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Environment.CurrentManagedThreadId == thread)
                    trips++;
            },
        };
        ActivitySource.AddActivityListener(listener);
        var append = _logs[process].AppendAsync(Samples.Post(stream, $"post-{stream}"), Now);
        _databases[process].RunWaiting();
        Assert.IsType<Appended>(await append);
        return trips;
    }
}
