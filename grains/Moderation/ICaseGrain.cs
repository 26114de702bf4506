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
    /// Decides the case. What it does to the idea is durable before the decision is recorded, so a crash between the
    /// two
    /// leaves an open case that can be decided again, never a decision without its effect.
    /// </summary>
    [Alias("decide")]
    Task<Result<Receipt>> Decide(DecideCase command);
}
