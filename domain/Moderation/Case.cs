using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Domain.Moderation;

/// <summary>The one moderation matter of a target: its flags and what was decided.</summary>
public sealed record Case : IAggregate<Case>
{
    public static Case Empty { get; } = new();

    /// <summary>Null before the first flag.</summary>
    public CaseTarget? Target { get; init; }

    public CaseStatus Status { get; init; }

    /// <summary>Who flagged it, ever, and why.</summary>
    public ImmutableDictionary<string, FlagCategory> Flags { get; init; } =
        ImmutableDictionary<string, FlagCategory>.Empty;

    /// <summary>The latest decision, or null.</summary>
    public CaseDecision? Decision { get; init; }

    /// <summary>The id of its reason.</summary>
    public string? ReasonId { get; init; }

    /// <summary>Who decided last; empty before.</summary>
    public string DecidedBy { get; init; } = "";

    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>What the decisions so far made of the target.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    public bool Exists => Target is not null;

    public Case Apply(IEvent change) => Fold(change) with { Version = Version + 1 };

    private Case Fold(IEvent change) => change switch
    {
        ContentFlagged e => this with
        {
            Target = e.Target,
            Status = CaseStatus.Open,
            Flags = Flags.SetItem(e.By, e.Category),
        },
        CaseDecided e => this with
        {
            Status = CaseStatus.Decided,
            Decision = e.Decision,
            ReasonId = e.Reason.Id,
            DecidedBy = e.By,
            DecidedAt = e.At,
            Visibility = CaseEffects.VisibilityAfter(Visibility, e.Decision),
        },
        _ => this,
    };
}
