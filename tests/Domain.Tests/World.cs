using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Tests;

/// <summary>The people, the cluster and the time of the tests.</summary>
internal static class World
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    public static readonly Actor Author = new("mina");
    public static readonly Actor Colleague = new("jisu");
    public static readonly Actor Coordinator = new("hyunwoo");
    public static readonly Actor Outsider = new("visitor");
    public static readonly Actor Operator = new("staff", IsOperator: true);

    public const string ClusterId = "cluster-1";
    public const string IdeaId = "idea-1";

    public static readonly ClusterStanding OfMember = Standing(isMember: true);
    public static readonly ClusterStanding OfCoordinator = Standing(isMember: true, isCoordinator: true);
    public static readonly ClusterStanding OfOutsider = Standing();

    public static CommandContext By(Actor actor, DateTimeOffset? at = null) => new(actor, at ?? Noon, "command-1");

    public static Text Prose(string content, string id = "text-1") => new(id, "00", content);

    public static Text Letters(int count, string id = "text-1")
        => Prose(string.Join(' ', Enumerable.Repeat("가나다라마바사아자", count / 10 + 1))[..count].TrimEnd()
            .PadRight(count, '가'), id);

    public static ClusterStanding Standing(
        bool isMember = false, bool isCoordinator = false, ClusterRules? rules = null,
        ClusterLifecycle lifecycle = ClusterLifecycle.Active)
        => new(ClusterId, Exists: true, lifecycle, rules ?? ClusterRules.Default, isMember, isCoordinator);

    public static IdeaPosted Posted(IdeaStage stage = IdeaStage.Open) => new(
        IdeaId, ClusterId, Prose("폐열로 온실을 데우자", "title-1").Ref, Prose("공장의 폐열을 이웃 온실에 보내자.", "body-1").Ref,
        ["C2811", "폐열"], stage, Author.MemberId, Noon);

    public static CommentPosted Commented(string id, string? parentId = null, int depth = 1, Actor? by = null)
        => new(id, parentId, depth, Prose("좋은 생각입니다.", "text-" + id).Ref, (by ?? Colleague).MemberId, Noon);

    public static IdeaStageChanged Moved(IdeaStage from, IdeaStage to, Actor? by = null)
        => new(from, to, Prose("검토를 마침", "reason-1").Ref, (by ?? Coordinator).MemberId, Noon);

    public static VisibilityChanged Turned(Visibility visibility, string? commentId = null)
        => new(commentId, visibility, commentId ?? IdeaId, Coordinator.MemberId, Noon);

    public static ImmutableArray<string> Words(params string[] tags) => [.. tags];
}
