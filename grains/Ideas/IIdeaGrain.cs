using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Ideas;

/// <summary>
/// One idea with its comments, supports and follows; the key is the idea's id. Every accepted command is durable when
/// it
/// is answered. A command on an idea that does not exist is refused.
/// </summary>
[Alias("idea")]
public interface IIdeaGrain : IGrainWithStringKey
{
    /// <summary>Posts this idea, or keeps it as a draft.</summary>
    [Alias("post")]
    Task<Result<Receipt>> Post(PostIdea command);

    /// <summary>Brings this idea from another system.</summary>
    [Alias("import")]
    Task<Result<Receipt>> Import(ImportIdea command);

    [Alias("edit")]
    Task<Result<Receipt>> Edit(EditIdea command);

    /// <summary>Supports it once; a second time changes nothing.</summary>
    [Alias("support")]
    Task<Result<Receipt>> Support(SupportIdea command);

    [Alias("withdraw-support")]
    Task<Result<Receipt>> WithdrawSupport(WithdrawSupport command);

    [Alias("follow")]
    Task<Result<Receipt>> Follow(FollowIdea command);

    [Alias("unfollow")]
    Task<Result<Receipt>> Unfollow(UnfollowIdea command);

    [Alias("change-stage")]
    Task<Result<Receipt>> ChangeStage(ChangeStage command);

    /// <summary>
    /// The cluster whose ideas may be merged into this one, or null. Answered while other calls wait, so that two ideas
    /// which ask each other do not block each other.
    /// </summary>
    [AlwaysInterleave, Alias("get-merge-cluster")]
    Task<string?> GetMergeCluster();

    /// <summary>Says which organisations take part in the project; one that does not exist is refused.</summary>
    [Alias("change-participants")]
    Task<Result<Receipt>> ChangeParticipants(ChangeParticipants command);

    /// <summary>The receipt names the comment.</summary>
    [Alias("post-comment")]
    Task<Result<Receipt>> PostComment(PostComment command);

    [Alias("import-comment")]
    Task<Result<Receipt>> ImportComment(ImportComment command);

    [Alias("edit-comment")]
    Task<Result<Receipt>> EditComment(EditComment command);

    /// <summary>Carries out a case's decision; called by the case.</summary>
    [Alias("change-visibility")]
    Task<Result<Receipt>> ChangeVisibility(ChangeVisibility command);
}
