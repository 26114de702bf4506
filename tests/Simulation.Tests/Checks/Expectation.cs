using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Simulation.Tests.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>
/// What members expect of their commands, in the simplest words: sets that grow and shrink. It knows no rules, and
/// fails where a command takes effect that has it already: nothing is applied twice.
/// </summary>
internal sealed class Expectation
{
    private readonly SortedDictionary<string, (IdeaStage Stage, Visibility Visibility)> _ideas = [];
    private readonly HashSet<(string, string)> _supports = [];
    private readonly HashSet<(string, string)> _follows = [];
    private readonly Dictionary<string, ImmutableArray<string>> _participants = [];
    private readonly Dictionary<string, ExpectedComment> _comments = [];
    private readonly Dictionary<(string, string), bool> _joined = [];
    private readonly Dictionary<string, ExpectedMember> _members = [];
    private readonly Dictionary<(string, RecommendedKind, string), RecommendationAnswer> _answers = [];
    private readonly HashSet<(string, string)> _blocked = [];
    private readonly Dictionary<string, ExpectedWish> _wishes = [];
    private readonly Dictionary<(string, string), FlagCategory> _flags = [];
    private readonly Dictionary<string, (bool IsOpen, CaseDecision? Decision)> _cases = [];

    /// <summary>A command took effect on the aggregate of this id.</summary>
    public void Take(string id, RecordedEvent first, Ledger ledger)
    {
        // The effect of a case's decision is no member's command: what it makes visible is its own word.
        if (first.Event is VisibilityChanged changed)
        {
            Show(id, changed);
            return;
        }

        var command = ledger.Find(first.CommandId)!.Command;
        var member = command.Context.Actor.MemberId;
        switch (command)
        {
            case PostIdea post:
                Once(_ideas.TryAdd(id, (post.IsDraft ? IdeaStage.Draft : IdeaStage.Open, Visibility.Visible)), first);
                break;
            case ChangeStage change:
                _ideas[id] = (change.Stage, _ideas[id].Visibility);
                break;
            case ChangeParticipants change:
                _participants[id] = change.OrganisationIds;
                break;
            case SupportIdea:
                Once(_supports.Add((id, member)), first);
                break;
            case WithdrawSupport:
                Once(_supports.Remove((id, member)), first);
                break;
            case FollowIdea:
                Once(_follows.Add((id, member)), first);
                break;
            case UnfollowIdea:
                Once(_follows.Remove((id, member)), first);
                break;
            case PostComment post:
                Once(_comments.TryAdd(post.CommentId, new(id, member, post.Body.Id, 1, Visibility.Visible)), first);
                break;
            case EditComment edit:
                var earlier = _comments[edit.CommentId];
                _comments[edit.CommentId] = earlier with { Body = edit.Body.Id, Revision = earlier.Revision + 1 };
                break;
            case FlagContent flag:
                Once(_flags.TryAdd((id, member), flag.Category), first);
                _cases[id] = (true, _cases.GetValueOrDefault(id).Decision);
                break;
            case DecideCase decide:
                _cases[id] = (false, decide.Decision);
                break;
            default:
                TakePlace(id, command, first);
                break;
        }
    }

    public IEnumerable<string> Facts() =>
    [
        .. _ideas.Select(idea => Checks.Facts.Idea(idea.Key, idea.Value.Stage, idea.Value.Visibility)),
        .. _supports.Select(support => Checks.Facts.Support(support.Item1, support.Item2)),
        .. _follows.Select(follow => Checks.Facts.Follow(follow.Item1, follow.Item2)),
        .. _participants.SelectMany(named => named.Value.Select(
            organisation => Checks.Facts.Participant(named.Key, organisation))),
        .. _comments.Select(each => Checks.Facts.Comment(
            each.Value.Idea, each.Key, each.Value.Author, each.Value.Body, each.Value.Revision, each.Value.Visibility)),
        .. _joined.Select(place => Checks.Facts.Joined(place.Key.Item1, place.Key.Item2, place.Value)),
        .. _members.Select(each => Checks.Facts.Member(
            each.Key, each.Value.Locale, each.Value.IsOperator, each.Value.Organisation, each.Value.Tags,
            each.Value.UsesActivity)),
        .. _answers.Select(answer => Checks.Facts.Answered(
            answer.Key.Item1, answer.Key.Item2, answer.Key.Item3, answer.Value)),
        .. _wishes.Select(wish => Checks.Facts.Wish(
            wish.Value.Member, wish.Value.Organisation, wish.Value.Outcome)),
        .. _blocked.Select(block => Checks.Facts.Blocked(block.Item1, block.Item2)),
        .. _flags.Select(flag => Checks.Facts.Flag(flag.Key.Item1, flag.Key.Item2, flag.Value)),
        .. _cases.Select(@case => Checks.Facts.Case(@case.Key, @case.Value.IsOpen, @case.Value.Decision)),
    ];

    private void TakePlace(string id, ICommand command, RecordedEvent first)
    {
        switch (command)
        {
            case JoinCluster join:
                Once(_joined.TryAdd((id, join.MemberId), false), first);
                break;
            case LeaveCluster leave:
                Once(_joined.Remove((id, leave.MemberId)), first);
                break;
            case AppointCoordinator appoint:
                _joined[(id, appoint.MemberId)] = true;
                break;
            case DismissCoordinator dismiss:
                _joined[(id, dismiss.MemberId)] = false;
                break;
            case RegisterMember register:
                Once(_members.TryAdd(id, new(register.Locale, register.IsOperator, null, "", true)), first);
                break;
            case ChangeMember change:
                var known = _members[id];
                _blocked.Remove((id, change.OrganisationId ?? ""));
                _members[id] = known with
                {
                    Locale = change.Locale ?? known.Locale,
                    Organisation = change.OrganisationId ?? known.Organisation,
                    Tags = change.Tags is { } given ? string.Join(',', given) : known.Tags,
                    UsesActivity = change.UsesActivity ?? known.UsesActivity,
                };
                break;
            case AppointOperator:
                _members[id] = _members[id] with { IsOperator = true };
                break;
            case AnswerRecommendation answer:
                _answers[(id, answer.Kind, answer.TargetId)] = answer.Answer;
                TakeWish(id, answer);
                break;
            case ConcludeIntroduction conclude:
                _wishes[conclude.IntroductionId] = _wishes[conclude.IntroductionId] with { Outcome = conclude.Outcome };
                break;
            case WithdrawIntroduction withdraw:
                var wish = _wishes[withdraw.IntroductionId];
                Once(_wishes.Remove(withdraw.IntroductionId), first);
                _answers.Remove((id, RecommendedKind.Organisation, wish.Organisation));
                break;
            case BlockOrganisation block:
                Once(_blocked.Add((id, block.OrganisationId)), first);
                break;
            case UnblockOrganisation unblock:
                Once(_blocked.Remove((id, unblock.OrganisationId)), first);
                break;
        }
    }

    // A wish that waits, or was fulfilled, stays what it is; any other answer takes back one that waits.
    private void TakeWish(string member, AnswerRecommendation answer)
    {
        var id = Introduction.IdOf(member, answer.TargetId);
        var known = _wishes.GetValueOrDefault(id);
        if (answer.Answer != RecommendationAnswer.Introduce)
        {
            if (known is { Outcome: null })
                _wishes.Remove(id);
        }
        else if (known is null or { Outcome: IntroductionOutcome.NotMade })
        {
            _wishes[id] = new(member, answer.TargetId, null);
        }
    }

    private void Show(string idea, VisibilityChanged changed)
    {
        if (changed.CommentId is { } comment)
            _comments[comment] = _comments[comment] with { Visibility = changed.Visibility };
        else
            _ideas[idea] = (_ideas[idea].Stage, changed.Visibility);
    }

    private static void Once(bool isNew, RecordedEvent recorded) => SimulationFailure.Unless(
        isNew, $"{recorded.CommandId} at position {recorded.Position} does again what was done: {recorded.Event}");

    private sealed record ExpectedMember(
        string Locale, bool IsOperator, string? Organisation, string Tags, bool UsesActivity);

    private sealed record ExpectedWish(string Member, string Organisation, IntroductionOutcome? Outcome);

    private sealed record ExpectedComment(
        string Idea, string Author, string Body, int Revision, Visibility Visibility);
}
