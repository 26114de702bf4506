using System.Collections.Immutable;

namespace IdeaStorage.Domain.Members;

public static partial class MemberDecisions
{
    /// <summary>
    /// The latest answer counts; the same again changes nothing. With the wish to be introduced somebody is asked to
    /// see to it, unless they are already, or it was done; another answer takes back a wish that still waits.
    /// </summary>
    public static Decision Decide(Member state, AnswerRecommendation command)
    {
        var (actor, at) = (command.Context.Actor, command.Context.At);
        if (!state.Exists)
            return MemberRefusals.MemberNotFound;
        if (actor.MemberId != state.Id)
            return MemberRefusals.OnlyTheMemberMayAnswer;
        if (!Enum.IsDefined(command.Kind))
            return TextRefusals.ChoiceIsUnknown("kind");
        if (!Enum.IsDefined(command.Answer))
            return TextRefusals.ChoiceIsUnknown("answer");
        var isKnown = state.Answers.TryGetValue(Member.AnswerKey(command.Kind, command.TargetId), out var earlier);
        if (!isKnown && state.Answers.Count >= MemberLimits.RecommendationAnswersMax)
            return MemberRefusals.MemberAnsweredTooMuch;
        var asked = Asked(state, command);
        if (asked.Refusal is not null)
            return asked;
        ImmutableArray<IEvent> answered = isKnown && earlier == command.Answer
            ? []
            :
            [
                .. TakenBack(state, command),
                new RecommendationAnswered(command.Kind, command.TargetId, command.Answer, actor.MemberId, at),
            ];
        return new Decision([.. answered, .. asked.Events], []);
    }

    private static Decision Asked(Member state, AnswerRecommendation command)
    {
        if (command is not { Answer: RecommendationAnswer.Introduce, Introduction: { } place })
            return Decision.Nothing;
        var id = Introduction.IdOf(state.Id, place.OrganisationId);
        if (state.Introductions.GetValueOrDefault(id) is { } known
            && (known.IsOpen || known.Outcome == IntroductionOutcome.Made))
            return Decision.Nothing;
        if (place.OrganisationId == state.OrganisationId)
            return MemberRefusals.OwnOrganisationNeedsNoIntroduction;
        if (state.Introductions.Values.Count(wish => wish.IsOpen) >= MemberLimits.IntroductionsOpenMax)
            return MemberRefusals.MemberAwaitsTooManyIntroductions;
        ImmutableArray<string> clusters =
            [.. place.ClusterIds.Distinct().Take(MemberLimits.ClustersPerIntroductionMax)];
        return Decision.Of(new IntroductionAsked(
            id, command.Kind, command.TargetId, place.OrganisationId, clusters, state.Id, command.Context.At));
    }

    private static IEnumerable<IEvent> TakenBack(Member state, AnswerRecommendation command) =>
        from wish in state.Introductions
        where wish.Value.IsOpen && wish.Value.Kind == command.Kind && wish.Value.TargetId == command.TargetId
        orderby wish.Key
        select new IntroductionWithdrawn(wish.Key, command.Kind, command.TargetId, state.Id, command.Context.At);
}
