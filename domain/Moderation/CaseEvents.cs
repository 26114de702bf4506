namespace IdeaStorage.Domain.Moderation;

/// <summary>A member flagged the target; the first flag opens the case, a later one may open it again.</summary>
/// <param name="CaseId">The case, keyed by its target: <see cref="CaseTarget.CaseId"/>.</param>
/// <param name="Target">What is flagged.</param>
/// <param name="Category">Why.</param>
/// <param name="Note">The flagger's words, or null.</param>
/// <param name="By">The flagger.</param>
/// <param name="At">When.</param>
[EventName("case.flagged.v1")]
public sealed record ContentFlagged(
    string CaseId, CaseTarget Target, FlagCategory Category, TextRef? Note, string By, DateTimeOffset At) : IEvent;

/// <param name="Decision">What was decided.</param>
/// <param name="Reason">The reason that author and flaggers read.</param>
/// <param name="By">The coordinator.</param>
/// <param name="At">When.</param>
[EventName("case.decided.v1")]
public sealed record CaseDecided(CaseDecision Decision, TextRef Reason, string By, DateTimeOffset At) : IEvent;
