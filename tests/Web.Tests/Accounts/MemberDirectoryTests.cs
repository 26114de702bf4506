using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Accounts;

public sealed class MemberDirectoryTests : IAsyncLifetime
{
    private readonly Site _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Find_AfterTheClockWasSetBack_SeesWithinSecondsWhatAnotherProcessChanged()
    {
        var member = await _site.RegisterAsync();
        var clock = new TurnedClock();
        var directory = ActivatorUtilities.CreateInstance<MemberDirectory>(_site.Services, clock);
        var stamp = (await directory.StampOfAsync(member.Id))!;
        await _site.Services.GetRequiredService<IDatabaseWriter>().WriteAsync(
            (connection, transaction) => connection.Execute(
                """UPDATE "AspNetUsers" SET "SecurityStamp" = 'another' WHERE "Id" = @Id""", new { member.Id },
                transaction),
            TestContext.Current.CancellationToken);
        Assert.NotNull(await directory.FindAsync(member.Id, stamp));

        clock.Today -= TimeSpan.FromHours(1);
        clock.Passed += TimeSpan.FromSeconds(6);

        Assert.Null(await directory.FindAsync(member.Id, stamp));
    }

    /// <summary>A clock of days, which somebody turns, and time that passes.</summary>
    private sealed class TurnedClock : TimeProvider
    {
        public DateTimeOffset Today { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Today;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
