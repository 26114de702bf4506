using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Web.Api.Health;

/// <summary>Whether the process lives, and whether it can serve.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/health/live", _ => Task.FromResult(Ok("live"))).Answers<HealthAnswer>()
            .Says("The process runs.");
        routes.MapRead("/health/ready", Ready).Answers<HealthAnswer>()
            .Says("The database answers; 503 while it does not.");
    }

    private static async Task<Answer> Ready(Call call)
    {
        await call.Get<IEventLog>().GetHeadAsync(call.Cancellation);
        return Ok("ready");
    }

    private static Answer Ok(string status) => Answer.Ok(new HealthAnswer(status), ApiJson.Default.HealthAnswer);
}
