using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>What a list of recommendations tells beside its reasons.</summary>
public abstract class RecommendationPagesOnEveryDatabase(World world)
{
    [Fact]
    public async Task Lists_TellWhatIsProposed_BesideItsName()
    {
        var tag = $"t{Guid.NewGuid():n}"[..20];
        var organisation = await world.Author.Create("/api/v1/organisations", new
        {
            name = "한빛정밀",
            kind = "Institute",
            region = "경상남도 창원시",
            products = "고속 스핀들",
            tags = new[] { tag },
        });
        var idea = await world.Author.Create("/api/v1/ideas", new
        {
            clusterId = world.Cluster,
            title = "스핀들 진동 공동 측정",
            body = "가공기의 진동을 같은 방법으로 재어 서로 견주어 보고자 합니다.",
            tags = new[] { tag },
        });
        var caller = await world.Site.RegisterAsync();
        await caller.Send(HttpMethod.Patch, "/api/v1/me", new { tags = new[] { tag } });
        using var browser = await world.Site.SignInAsync(caller);

        var partner = await ProposedAsync(browser, "/partners", $"/organisations/{organisation}");
        Assert.Contains("연구소", partner);
        Assert.Contains("경상남도 창원시", partner);
        Assert.Contains("고속 스핀들", partner);

        var proposed = await ProposedAsync(browser, "/partners/ideas", $"/ideas/{idea}");
        Assert.Contains("공감 0", proposed);
        Assert.Contains("의견 0", proposed);
    }

    private static async Task<string> ProposedAsync(HttpClient browser, string page, string thing)
    {
        var link = (await GetAsync(browser, page)).QuerySelector($"main a[href^='{thing}']");
        Assert.NotNull(link);
        return link.Closest("li")!.TextContent;
    }
}

public sealed class RecommendationPagesTests(World world)
    : RecommendationPagesOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresRecommendationPagesTests(PostgresWorld world)
    : RecommendationPagesOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
