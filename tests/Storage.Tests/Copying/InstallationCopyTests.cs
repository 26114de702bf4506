using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Verification;

namespace IdeaStorage.Storage.Tests.Copying;

/// <summary>Copies of whole installations between both databases, in every direction.</summary>
public sealed class InstallationCopyTests
{
    public static TheoryData<string, string> Directions => new()
    {
        { Installation.Sqlite, Installation.Postgres },
        { Installation.Postgres, Installation.Sqlite },
        { Installation.Sqlite, Installation.Sqlite },
        { Installation.Postgres, Installation.Postgres },
    };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Copy_ThereAndBack_IsTheSameInstallation(string one, string other)
    {
        using Installation from = new(one), to = new(other), back = new(one);
        await from.LiveAsync(seed: 3, steps: 250);
        var kept = from.Dump();
        Assert.Empty(KeptTable.All.Select(table => table.Name).Except(kept.Select(row => row.Split(':')[0])));

        var report = await CopyAsync(from, to);
        Assert.Equal(kept.Count, report.Tables.Sum(table => table.Rows));
        Assert.Equal(from.Query<long>("SELECT count(DISTINCT stream) FROM events"), report.Streams);
        Assert.Equal(kept, to.Dump());
        await AssertVerifiesAsync(to);

        await CopyAsync(to, back);
        Assert.Equal(kept, back.Dump());
        await AssertVerifiesAsync(back);
        Assert.Equal(kept, from.Dump());
    }

    [Theory]
    [InlineData(Installation.Sqlite)]
    [InlineData(Installation.Postgres)]
    public async Task Copy_WhenMembersGoOn_DrawsPositionsAndNumbersBehindThoseThatCameIn(string kind)
    {
        using Installation from = new(kind == Installation.Sqlite ? Installation.Postgres : Installation.Sqlite),
            to = new(kind);
        await from.LiveAsync(seed: 4, steps: 40);
        await CopyAsync(from, to);
        var head = to.Query<long>("SELECT max(position) FROM events");
        Assert.Equal(head + 1, await to.LiveOnAsync());
        await to.ExecuteAsync(
            "INSERT INTO reminders (grain_id, name, grain_hash, start_at, period) VALUES ('g', 'other', 1, 1, 1)");
        await to.ExecuteAsync("""INSERT INTO "AspNetUserClaims" ("UserId", "ClaimType") VALUES ('m0', 'later')""");
        Assert.Equal(42, to.Query<long>("""SELECT "Id" FROM "AspNetUserClaims" WHERE "ClaimType" = 'later'"""));
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Copy_WhenItWasCutOff_KeepsProgramsOut_AndGoesOn(string one, string other)
    {
        using Installation from = new(one), to = new(other);
        await from.LiveAsync(seed: 5, steps: 120);
        foreach (var table in new[] { "commands", "AspNetUsers", "news" })
            await CutOffBehindAsync(from, to, table);
        using (var half = to.Open())
        {
            var refused = Assert.Throws<DatabaseUnusableException>(half.Get<IReadConnections>);
            Assert.Equal(DatabaseFault.HalfCopied, refused.Fault);
        }

        // The source went on in between, also in what had been copied.
        await from.ExecuteAsync("""UPDATE "AspNetUsers" SET "UserName" = 'renamed' WHERE "Id" = 'm1'""");
        await from.ExecuteAsync("UPDATE profiles SET display_name = '새 이름' WHERE member_id = 'm0'");
        await from.LiveOnAsync();
        await using (var copy = await InstallationCopy.BeginAsync(from.Address, to.Address, Now))
        {
            Assert.True(copy.IsResumed);
            Assert.Empty((await copy.RunAsync(cancellationToken: Now)).Differences);
        }

        Assert.Equal(from.Dump(), to.Dump());
        await AssertVerifiesAsync(to);
    }

    [Theory]
    [InlineData(Installation.Sqlite)]
    [InlineData(Installation.Postgres)]
    public async Task Copy_WhenTargetHoldsAnotherInstallation_RefusesAndChangesNothing(string kind)
    {
        using Installation from = new(Installation.Sqlite), to = new(kind), third = new(Installation.Sqlite);
        await from.LiveAsync(seed: 6, steps: 20);
        await to.LiveAsync(seed: 7, steps: 20);
        var before = to.Dump();
        await AssertRefusedAsync(from, to, DatabaseFault.NotEmpty);
        Assert.Equal(before, to.Dump());

        // Nor does one copy go on where that of another installation stopped.
        using var half = new Installation(kind);
        await third.LiveAsync(seed: 8, steps: 20);
        await CutOffBehindAsync(third, half, "texts");
        await AssertRefusedAsync(to, half, DatabaseFault.NotEmpty);
    }

    [Theory]
    [InlineData(Installation.Sqlite)]
    [InlineData(Installation.Postgres)]
    public async Task Copy_WhenAServerWasStartedOnTheEmptyTarget_TakesItForEmpty(string kind)
    {
        using Installation from = new(Installation.Sqlite), to = new(kind);
        await from.LiveAsync(seed: 6, steps: 20);
        await to.ExecuteAsync("INSERT INTO tails (name, position, term, beat) VALUES ('news', 0, 1, 1)");
        await CopyAsync(from, to);
        Assert.Equal(from.Dump(), to.Dump());
    }

    [Theory]
    [InlineData(Installation.Sqlite, DatabaseFault.Missing)]
    [InlineData(Installation.Postgres, DatabaseFault.AnotherSchema)]
    public async Task Copy_WhenTheSourceIsNoneOfThisProgram_SaysSo(string kind, DatabaseFault fault)
    {
        using Installation from = new(kind), to = new(Installation.Sqlite);
        if (kind == Installation.Postgres)
            await from.ExecuteAsync(
                "DELETE FROM schema_versions WHERE version = (SELECT max(version) FROM schema_versions)");
        await AssertRefusedAsync(from, to, fault);
    }

    [Fact]
    public async Task Copy_BringsTheBlobsOfTheDataFolder()
    {
        using Installation from = new(Installation.Sqlite), to = new(Installation.Postgres);
        await from.LiveAsync(seed: 6, steps: 5);
        using (var storage = from.Open())
            await storage.Get<IBlobStore>().PutAsync("models/a", new MemoryStream(new byte[5_000]), null, true, Now);
        await using (var copy = await InstallationCopy.BeginAsync(from.Address, to.Address, Now))
            Assert.Equal(1, (await copy.CopyBlobsAsync(null, Now)).Copied);
        Assert.Equal(5_000, (await DiskBlobs.OpenReading(to.Address.Folder).FindAsync("models/a", Now))!.Bytes);
    }

    private static async Task<CopyReport> CopyAsync(Installation from, Installation to)
    {
        await using var copy = await InstallationCopy.BeginAsync(from.Address, to.Address, Now);
        Assert.False(copy.IsResumed);
        var report = await copy.RunAsync(cancellationToken: Now);
        Assert.Empty(report.Differences);
        return report;
    }

    /// <summary>As if the program ended when this table was whole.</summary>
    private static async Task CutOffBehindAsync(Installation from, Installation to, string table)
    {
        var count = KeptTable.All.Select(one => one.Name).ToList().IndexOf(table) + 1;
        var rows = KeptTable.All.Take(count).Sum(one => from.Query<long>($"SELECT count(*) FROM \"{one}\""));
        await using var copy = await InstallationCopy.BeginAsync(from.Address, to.Address, Now);
        using var end = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => copy.RunAsync(true, new CancelAt(rows, end), end.Token));
    }

    private static async Task AssertRefusedAsync(Installation from, Installation to, DatabaseFault fault)
    {
        var refused = await Assert.ThrowsAsync<DatabaseUnusableException>(
            () => InstallationCopy.BeginAsync(from.Address, to.Address, Now));
        Assert.Equal(fault, refused.Fault);
        Assert.NotEqual(refused.Korean, refused.Message);
    }

    private static async Task AssertVerifiesAsync(Installation installation)
    {
        var blobs = DiskBlobs.OpenReading(installation.Address.Folder);
        var report = await new Verifier(installation.Address, blobs).RunAsync(null, Now);
        Assert.Empty(report.Findings);
        Assert.True(report is { Events: > 50, Texts: > 20, Tables: > 20 }, $"{report}");
    }

    private sealed class CancelAt(long rows, CancellationTokenSource end) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (value.Stage == JobStages.Copy && value.Done >= rows)
                end.Cancel();
        }
    }
}
