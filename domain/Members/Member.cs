using System.Collections.Immutable;

namespace IdeaStorage.Domain.Members;

/// <summary>A person with an account, without personal data: that is the profile row.</summary>
public sealed record Member : IAggregate<Member>
{
    public static Member Empty { get; } = new();

    /// <summary>Empty before the first event.</summary>
    public string Id { get; init; } = "";

    public MemberOrigin Origin { get; init; }

    public string Locale { get; init; } = MemberLimits.Locales[0];

    public bool IsOperator { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public string? OrganisationId { get; init; }

    /// <summary>Whether recommendations may use what the member does; true until the member says otherwise.</summary>
    public bool UsesActivity { get; init; } = true;

    /// <summary>The latest answer to each recommendation, by <see cref="AnswerKey"/>.</summary>
    public ImmutableDictionary<string, RecommendationAnswer> Answers { get; init; } =
        ImmutableDictionary<string, RecommendationAnswer>.Empty;

    /// <summary>Whom the member asked to be introduced to, by <see cref="Introduction.IdOf"/>.</summary>
    public ImmutableDictionary<string, Introduction> Introductions { get; init; } =
        ImmutableDictionary<string, Introduction>.Empty;

    /// <summary>Organisations that no recommendation to the member may show.</summary>
    public ImmutableHashSet<string> Blocked { get; init; } = [];

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    /// <summary>The version that tags, organisation, language, profile and the use of activity are of.</summary>
    public long ContentVersion { get; init; }

    public bool Exists => Id.Length > 0;

    public static string AnswerKey(RecommendedKind kind, string targetId) => $"{kind}:{targetId}";

    public Member Apply(IEvent change)
    {
        var next = Fold(change) with { Version = Version + 1 };
        return change is OperatorAppointed or RecommendationAnswered or OrganisationBlocked or OrganisationUnblocked
            or IntroductionAsked or IntroductionConcluded or IntroductionWithdrawn
            ? next
            : next with { ContentVersion = next.Version };
    }

    private Member Fold(IEvent change) => change switch
    {
        MemberRegistered e => new Member
        {
            Id = e.MemberId,
            Origin = e.Origin,
            Locale = e.Locale,
            IsOperator = e.IsOperator,
            Version = Version,
        },
        MemberTagsChanged e => this with { Tags = e.Tags },
        MemberOrganisationChanged e => this with { OrganisationId = e.OrganisationId },
        MemberLocaleChanged e => this with { Locale = e.Locale },
        MemberActivityUseChanged e => this with { UsesActivity = e.UsesActivity },
        OrganisationBlocked e => this with { Blocked = Blocked.Add(e.OrganisationId) },
        OrganisationUnblocked e => this with { Blocked = Blocked.Remove(e.OrganisationId) },
        OperatorAppointed => this with { IsOperator = true },
        RecommendationAnswered e => this with { Answers = Answers.SetItem(AnswerKey(e.Kind, e.TargetId), e.Answer) },
        IntroductionAsked e => this with
        {
            Introductions = Introductions.SetItem(
                e.IntroductionId, new(e.Kind, e.TargetId, new(e.OrganisationId, e.ClusterIds))),
        },
        IntroductionConcluded e => With(
            e.IntroductionId, wish => wish with { Outcome = e.Outcome, NoteId = e.Note.Id }),
        IntroductionWithdrawn e => With(e.IntroductionId, wish => wish with { IsWithdrawn = true }) with
        {
            Answers = Answers.Remove(AnswerKey(e.Kind, e.TargetId)),
        },
        _ => this,
    };

    private Member With(string introductionId, Func<Introduction, Introduction> change) =>
        this with { Introductions = Introductions.SetItem(introductionId, change(Introductions[introductionId])) };
}
