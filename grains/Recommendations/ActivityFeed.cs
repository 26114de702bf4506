using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>Tells what the events of the log mean for recommendations. Not thread-safe.</summary>
internal sealed class ActivityFeed(ITextSource texts, Activity activity)
{
    /// <summary>
    /// Rises whenever an event comes to mean something else, be it by another analyser: what was written down of the
    /// old meaning is not read any more.
    /// </summary>
    public const int Meaning = 6;

    /// <summary>The events that mean something; all others are passed over.</summary>
    public static Type[] Types { get; } =
    [
        typeof(MemberRegistered), typeof(MemberTagsChanged), typeof(MemberOrganisationChanged),
        typeof(MemberActivityUseChanged), typeof(RecommendationAnswered),
        typeof(IntroductionConcluded), typeof(IntroductionWithdrawn),
        typeof(OrganisationRegistered), typeof(OrganisationChanged),
        typeof(ClusterCreated), typeof(ClusterDescribed), typeof(ClusterMemberJoined), typeof(ClusterMemberLeft),
        typeof(CoordinatorAppointed),
        typeof(IdeaPosted), typeof(IdeaImported), typeof(IdeaEdited), typeof(IdeaStageChanged),
        typeof(VisibilityChanged), typeof(IdeaSupported), typeof(IdeaSupportWithdrawn), typeof(IdeaFollowed),
        typeof(IdeaUnfollowed), typeof(ParticipantsChanged), typeof(CommentPosted), typeof(CommentImported),
    ];

    /// <summary>An answer "introduce us" says more than "interested".</summary>
    private const double IntroductionWeight = 2;

    /// <summary>Words of one entity that are looked at; the rest of a longer text adds little.</summary>
    private const int WordsMax = 2_000;

    public void Apply(RecordedEvent recorded)
    {
        if (Types.Contains(recorded.Event.GetType())) ApplyMeaning(recorded);
        activity.Reach(recorded);
    }

    private void ApplyMeaning(RecordedEvent recorded)
    {
        var id = Streams.IdOf(recorded.Stream);
        switch (recorded.Event)
        {
            case MemberRegistered or MemberTagsChanged or MemberOrganisationChanged or MemberActivityUseChanged
                or RecommendationAnswered or IntroductionConcluded or IntroductionWithdrawn:
                ApplyToMember(EntityRef.Member(id), recorded.Event);
                break;
            case OrganisationRegistered registered:
                Describe(EntityRef.Organisation(id), registered.Name, registered.Details, registered.Kind.ToString());
                break;
            case OrganisationChanged changed:
                Describe(EntityRef.Organisation(id), changed.Name, changed.Details, type: null);
                break;
            case ClusterCreated or ClusterDescribed or ClusterMemberJoined or ClusterMemberLeft or CoordinatorAppointed:
                ApplyToCluster(EntityRef.MiniCluster(id), recorded.Event);
                break;
            default:
                ApplyToIdea(id, EntityRef.Idea(id), recorded.Event);
                break;
        }
    }

    private void ApplyToMember(EntityRef member, IEvent change)
    {
        switch (change)
        {
            case MemberRegistered:
                activity.Put(new Entity(member));
                break;
            case MemberTagsChanged tagged:
                // A member writes no text of their own here: their tags stand for what they would read.
                var words = KoreanAnalyser.Meanings(string.Join(' ', tagged.Tags));
                activity.Put(Tagged(activity.Get(member), tagged.Tags) with { Words = [.. words] });
                break;
            case MemberOrganisationChanged moved:
                activity.Put(activity.Get(member) with
                {
                    Organisation = moved.OrganisationId is { } to ? EntityRef.Organisation(to) : null,
                });
                break;
            case MemberActivityUseChanged changed:
                activity.SetSilent(member, !changed.UsesActivity);
                break;
            case RecommendationAnswered answered:
                Answer(member, answered);
                break;
            case IntroductionConcluded { Outcome: IntroductionOutcome.Made } made:
                Connect(member, made);
                break;
            case IntroductionWithdrawn withdrawn:
                activity.Withdraw(InteractionKind.Interested, member, TargetOf(withdrawn.Kind, withdrawn.TargetId));
                break;
        }
    }

    private void Answer(EntityRef member, RecommendationAnswered answered)
    {
        var target = TargetOf(answered.Kind, answered.TargetId);
        var kind = answered.Answer == RecommendationAnswer.NotRelevant
            ? InteractionKind.Declined
            : InteractionKind.Interested;
        activity.Withdraw(InteractionKind.Declined, member, target);
        activity.Withdraw(InteractionKind.Interested, member, target);
        var weight = answered.Answer == RecommendationAnswer.Introduce ? IntroductionWeight : 1;
        activity.Add(member, new Act(kind, target, answered.At, weight));
    }

    // An act of each side, for it is nobody else's to know; who belongs to none meets the other alone.
    private void Connect(EntityRef member, IntroductionConcluded made)
    {
        var asked = EntityRef.Organisation(made.OrganisationId);
        var asking = made.AskingOrganisationId is { } own ? EntityRef.Organisation(own) : member;
        activity.Add(asking, new Act(InteractionKind.Connected, asked, made.At));
        if (asking != member) activity.Add(asked, new Act(InteractionKind.Connected, asking, made.At));
    }

    private static EntityRef TargetOf(RecommendedKind kind, string id) =>
        kind == RecommendedKind.Idea ? EntityRef.Idea(id) : EntityRef.Organisation(id);

    private void ApplyToCluster(EntityRef cluster, IEvent change)
    {
        switch (change)
        {
            case ClusterCreated created:
                activity.Put(Tagged(new Entity(cluster), created.Tags));
                break;
            case ClusterDescribed described:
                activity.Put(Tagged(activity.Get(cluster), described.Tags));
                break;
            case ClusterMemberJoined joined:
                Act(InteractionKind.Joined, joined.MemberId, cluster, joined.At);
                break;
            case CoordinatorAppointed appointed:
                activity.Withdraw(InteractionKind.Joined, EntityRef.Member(appointed.MemberId), cluster);
                Act(InteractionKind.Joined, appointed.MemberId, cluster, appointed.At);
                break;
            case ClusterMemberLeft left:
                activity.Withdraw(InteractionKind.Joined, EntityRef.Member(left.MemberId), cluster);
                break;
        }
    }

    private void ApplyToIdea(string id, EntityRef idea, IEvent change)
    {
        switch (change)
        {
            case IdeaPosted posted:
                Begin(id, posted.ClusterId, posted.Title, posted.Body, posted.Tags, posted.Stage);
                Act(InteractionKind.Posted, posted.By, idea, posted.At);
                break;
            case IdeaImported imported:
                Begin(id, imported.ClusterId, imported.Title, imported.Body, imported.Tags, imported.Stage);
                Act(InteractionKind.Posted, imported.AuthorId, idea, imported.PostedAt);
                break;
            case IdeaEdited edited:
                Describe(Tagged(activity.Get(idea), edited.Tags), edited.Title, edited.Body);
                break;
            case IdeaStageChanged moved:
                activity.Put(id, activity.Ideas[id] with { Stage = moved.To });
                break;
            case VisibilityChanged { CommentId: null } changed:
                activity.Put(id, activity.Ideas[id] with { Visibility = changed.Visibility });
                break;
            case VisibilityChanged { CommentId: { } comment } changed:
                activity.SetHidden(comment, changed.Visibility != Visibility.Visible);
                break;
            case IdeaSupported supported:
                Act(InteractionKind.Supported, supported.By, idea, supported.At);
                break;
            case IdeaSupportWithdrawn withdrawn:
                activity.Withdraw(InteractionKind.Supported, EntityRef.Member(withdrawn.By), idea);
                break;
            case IdeaFollowed followed:
                Act(InteractionKind.Followed, followed.By, idea, followed.At);
                break;
            case IdeaUnfollowed unfollowed:
                activity.Withdraw(InteractionKind.Followed, EntityRef.Member(unfollowed.By), idea);
                break;
            case ParticipantsChanged changed:
                Partake(idea, changed);
                break;
            case CommentPosted commented:
                Act(InteractionKind.Commented, commented.By, idea, commented.At, commented.CommentId);
                break;
            case CommentImported commented:
                Act(InteractionKind.Commented, commented.AuthorId, idea, commented.PostedAt, commented.CommentId);
                break;
        }
    }

    private void Partake(EntityRef idea, ParticipantsChanged changed)
    {
        foreach (var left in changed.Left)
            activity.Withdraw(InteractionKind.Participated, EntityRef.Organisation(left), idea);
        foreach (var joined in changed.Joined)
        {
            activity.Add(
                EntityRef.Organisation(joined), new Act(InteractionKind.Participated, idea, changed.At));
        }
    }

    private void Begin(
        string id, string clusterId, TextRef title, TextRef body, ImmutableArray<string> tags, IdeaStage stage)
    {
        var idea = new Entity(EntityRef.Idea(id)) { MiniCluster = EntityRef.MiniCluster(clusterId) };
        Describe(Tagged(idea, tags), title, body);
        activity.Put(id, new IdeaStatus(stage, Visibility.Visible));
    }

    // A title says in few words what the idea is about, so its words count twice.
    private void Describe(Entity idea, TextRef title, TextRef body) =>
        activity.Put(idea with { Words = Words(title, title, body) });

    private void Describe(EntityRef organisation, TextRef name, OrganisationDetails details, string? type)
    {
        var known = activity.Get(organisation);
        activity.Put(known with
        {
            Industries =
            [
                .. details.Industries.Union(details.Tags.Where(Tag.IsIndustry)).Select(Recommender.Ksic.Path),
            ],
            Tags = [.. details.Tags.Where(tag => !Tag.IsIndustry(tag))],
            Region = details.Region,
            Type = type ?? known.Type,
            Words = Words(name, details.Products, details.Offers, details.Needs),
        });
    }

    private void Act(
        InteractionKind kind, string memberId, EntityRef target, DateTimeOffset at, string? commentId = null) =>
        activity.Add(EntityRef.Member(memberId), new Act(kind, target, at, CommentId: commentId));

    private string[] Words(params ReadOnlySpan<TextRef?> refs)
    {
        var words = new List<string>();
        foreach (var text in refs)
        {
            if (text is not null) words.AddRange(KoreanAnalyser.Meanings(texts.Read(text.Id)));
        }

        return [.. words.Take(WordsMax)];
    }

    private static Entity Tagged(Entity entity, ImmutableArray<string> tags) => entity with
    {
        Industries = [.. tags.Where(Tag.IsIndustry).Select(Recommender.Ksic.Path)],
        Tags = [.. tags.Where(tag => !Tag.IsIndustry(tag))],
    };
}
