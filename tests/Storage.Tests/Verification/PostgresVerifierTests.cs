using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Tests.Copying;
using IdeaStorage.Storage.Verification;

namespace IdeaStorage.Storage.Tests.Verification;

/// <summary>As on SQLite: each planted damage is found and named, and nothing is changed.</summary>
public sealed class PostgresVerifierTests : IDisposable
{
    private readonly Installation _installation = new(Installation.Postgres);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string, FindingKind> Damages => new()
    {
        { "DELETE FROM events WHERE stream = 'cluster-c0' AND version = 1", FindingKind.StreamHasGaps },
        { "UPDATE events SET name = 'idea.from.tomorrow.v1' WHERE position = 5", FindingKind.EventUnreadable },
        { "DELETE FROM commands WHERE command_id = 'command-3'", FindingKind.CommandMissing },
        {
            "DELETE FROM events WHERE position = (SELECT max(position) FROM events WHERE stream LIKE 'idea-%')",
            FindingKind.StreamCutOff
        },
        { "DELETE FROM events WHERE stream = (SELECT max(stream) FROM events)", FindingKind.StreamCutOff },
        { "DELETE FROM texts WHERE id = 'text-2'", FindingKind.TextMissing },
        { "UPDATE texts SET content = content || '.' WHERE id = 'text-2'", FindingKind.TextChanged },
        { "UPDATE ideas SET supports = supports + 1", FindingKind.ReadModelDiffers },
        { "UPDATE ideas SET hot = hot + 0.1", FindingKind.ReadModelDiffers },
        { "DELETE FROM comments WHERE position = (SELECT max(position) FROM comments)", FindingKind.ReadModelDiffers },
        { "UPDATE idea_search SET words = 'other:1A'", FindingKind.ReadModelDiffers },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Verify_WhenSomethingWasDamaged_NamesIt_AndChangesNothing(string sql, FindingKind kind)
    {
        await _installation.LiveAsync(seed: 11, steps: 160);
        Assert.Empty((await VerifyAsync()).Findings);
        await _installation.ExecuteAsync(sql);
        var ideas = _installation.Query<string>(Ideas);

        Assert.Contains((await VerifyAsync()).Findings, finding => finding.Kind == kind);
        Assert.Equal(ideas, _installation.Query<string>(Ideas));
        Assert.Equal(0, _installation.Query<long>("SELECT count(*) FROM pg_class WHERE relpersistence = 't'"));
    }

    [Fact]
    public async Task Verify_WhenTheBlobOfAModelIsGone_NamesIt()
    {
        await _installation.LiveAsync(seed: 11, steps: 20);
        await _installation.ExecuteAsync(KeptRows.ModelOf("models/two", "hash"));

        Assert.Equal([new Finding(FindingKind.BlobMissing, "models/two")], (await VerifyAsync()).Findings);
    }

    public void Dispose() => _installation.Dispose();

    private const string Ideas = "SELECT string_agg(CAST(i AS TEXT), ' ' ORDER BY id) FROM ideas AS i";

    private Task<VerificationReport> VerifyAsync() =>
        new Verifier(_installation.Address, DiskBlobs.OpenReading(_installation.Address.Folder)).RunAsync(null, Now);
}
