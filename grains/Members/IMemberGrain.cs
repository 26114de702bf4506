using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Members;

/// <summary>
/// One member; the key is the member's id, which is also their account's. Accounts with a password are registered by
/// the
/// web itself, because Identity's rows join that append; imported authors are registered here.
/// </summary>
[Alias("member")]
public interface IMemberGrain : IGrainWithStringKey
{
    [Alias("register")]
    Task<Result<Receipt>> Register(RegisterMember command);

    /// <summary>Whether there is such a member.</summary>
    [ReadOnly, Alias("exists")]
    Task<bool> Exists();

    [Alias("change")]
    Task<Result<Receipt>> Change(ChangeMember command);

    [Alias("appoint-operator")]
    Task<Result<Receipt>> AppointOperator(AppointOperator command);

    /// <summary>Records what the member thinks of a recommendation; the latest answer counts.</summary>
    [Alias("answer-recommendation")]
    Task<Result<Receipt>> AnswerRecommendation(AnswerRecommendation command);

    /// <summary>Says what came of a wish of the member to be introduced to an organisation.</summary>
    [Alias("conclude-introduction")]
    Task<Result<Receipt>> ConcludeIntroduction(ConcludeIntroduction command);

    [Alias("withdraw-introduction")]
    Task<Result<Receipt>> WithdrawIntroduction(WithdrawIntroduction command);

    /// <summary>Keeps an organisation out of all recommendations to the member, from the next one on.</summary>
    [Alias("block-organisation")]
    Task<Result<Receipt>> BlockOrganisation(BlockOrganisation command);

    [Alias("unblock-organisation")]
    Task<Result<Receipt>> UnblockOrganisation(UnblockOrganisation command);
}
