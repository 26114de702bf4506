using IdeaStorage.Silo.Hosting;

namespace IdeaStorage.Web.Api.Health;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/health/live", Live).Answers<HealthAnswer>()
            .Says("The process runs.");
        routes.MapRead("/health/ready", Ready).Answers<HealthAnswer>()
            .Says("The database answers and grains can be called; 503 while not.");
    }

    private static Task<Answer> Live(Call _) => Task.FromResult(Ok("live"));

    private static async Task<Answer> Ready(Call call)
    {
        await call.Get<Readiness>().CheckAsync(call.Cancellation);
        return Ok("ready");
    }

    private static Answer Ok(string status) => Answer.Ok(new HealthAnswer(status), ApiJson.Web.HealthAnswer);
}
