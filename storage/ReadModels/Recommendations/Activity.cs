using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.ReadModels.Recommendations;

/// <summary>Something that a member did, or took back.</summary>
public sealed record Activity
{
    public ActivityKind Kind { get; init; }
    public required string MemberId { get; init; }
    public ActivityTarget Target { get; init; }
    public required string TargetId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The answer, when it is one; a later one on the same target takes an earlier one's place.</summary>
    public RecommendationAnswer? Answer { get; init; }

    /// <summary>True when the member took it back: the earlier activity of the same kind and target is void.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>What an event tells a recommender about a member's activity; null if nothing.</summary>
    public static Activity? Of(RecordedEvent recorded)
    {
        var id = recorded.AggregateId();
        return recorded.Event switch
        {
            IdeaPosted { Stage: not IdeaStage.Draft } e => OnIdea(ActivityKind.Posted, e.By, id, e.At),
            IdeaStageChanged { From: IdeaStage.Draft } e => OnIdea(ActivityKind.Posted, e.By, id, e.At),
            IdeaImported e => OnIdea(ActivityKind.Posted, e.AuthorId, id, e.PostedAt),
            CommentPosted e => OnIdea(ActivityKind.Commented, e.By, id, e.At),
            CommentImported e => OnIdea(ActivityKind.Commented, e.AuthorId, id, e.PostedAt),
            IdeaSupported e => OnIdea(ActivityKind.Supported, e.By, id, e.At),
            IdeaSupportWithdrawn e => OnIdea(ActivityKind.Supported, e.By, id, e.At) with { IsWithdrawn = true },
            IdeaFollowed e => OnIdea(ActivityKind.Followed, e.By, id, e.At),
            IdeaUnfollowed e => OnIdea(ActivityKind.Followed, e.By, id, e.At) with { IsWithdrawn = true },
            ClusterMemberJoined e => OnCluster(e.MemberId, id, e.At),
            CoordinatorAppointed e => OnCluster(e.MemberId, id, e.At),
            ClusterMemberLeft e => OnCluster(e.MemberId, id, e.At) with { IsWithdrawn = true },
            RecommendationAnswered e => new Activity
            {
                Kind = ActivityKind.Answered,
                MemberId = id,
                Target = e.Kind == RecommendedKind.Idea ? ActivityTarget.Idea : ActivityTarget.Organisation,
                TargetId = e.TargetId,
                At = e.At,
                Answer = e.Answer,
            },
            _ => null,
        };
    }

    private static Activity OnIdea(ActivityKind kind, string memberId, string ideaId, DateTimeOffset at) =>
        new() { Kind = kind, MemberId = memberId, Target = ActivityTarget.Idea, TargetId = ideaId, At = at };

    private static Activity OnCluster(string memberId, string clusterId, DateTimeOffset at) => new()
    {
        Kind = ActivityKind.Joined, MemberId = memberId, Target = ActivityTarget.Cluster, TargetId = clusterId, At = at,
    };
}
