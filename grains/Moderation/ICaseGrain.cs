using IdeaStorage.Domain;
using IdeaStorage.Domain.Moderation;
using Orleans;

namespace IdeaStorage.Grains.Moderation;

/// <summary>The case of one target; the key is the target's id (<see cref="CaseTarget.CaseId"/>).</summary>
[Alias("case")]
public interface ICaseGrain : IGrainWithStringKey
{
    /// <summary>Adds a flag, and opens the case if it is not open.</summary>
    [Alias("flag")]
    Task<Result<Receipt>> Flag(FlagContent command);

    /// <summary>
    /// Decides the case: the log elects one decision, and only then it takes effect. The answer is given when both are
    /// durable; after a crash between the two, a tail has it take effect.
    /// </summary>
    [Alias("decide")]
    Task<Result<Receipt>> Decide(DecideCase command);

    /// <summary>Makes the target as visible as the decisions so far say; usually it is already.</summary>
    /// <param name="cause">Unique to the occasion: what was done once for it is not done again.</param>
    [Alias("take-effect")]
    Task TakeEffect(string cause);
}
