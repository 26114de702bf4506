using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>A cluster with one idea, and the member who made both.</summary>
internal sealed record Board(ApiClient Member, string IdeaId) : IDisposable
{
    public string CommentsPath => $"/api/v1/ideas/{IdeaId}/comments";

    public static async Task<Board> MakeAsync(Uri address)
    {
        var member = await ApiClient.RegisterAsync(address, "founder");
        var cluster = await member.PostAsync(
            "/api/v1/clusters",
            new { name = "Fault test", description = "Members who write on", tags = new[] { "test" } });
        var idea = await member.PostAsync("/api/v1/ideas", new
        {
            clusterId = cluster.GetProperty("id").GetString(),
            title = "An idea to comment on",
            body = "An idea that is answered while the machine fails.",
            tags = new[] { "test" },
        });
        return new Board(member, idea.GetProperty("id").GetString()!);
    }

    /// <summary>Posts a comment and answers its id.</summary>
    public async Task<string> CommentAsync(string body) =>
        (await Member.PostAsync(CommentsPath, new { body })).GetProperty("id").GetString()!;

    /// <summary>Every comment that was acknowledged is there, and none twice.</summary>
    public async Task AssertHoldsAsync(IEnumerable<string> acknowledged)
    {
        var found = await Member.GetAllAsync($"{CommentsPath}?limit=100");
        var ids = found.Select(comment => comment.GetProperty("id").GetString()!).ToArray();
        Assert.Distinct(ids);
        Assert.Empty(acknowledged.Except(ids));
    }

    public void Dispose() => Member.Dispose();
}
