using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class ChangeParticipantsTests
{
    private static readonly string[] Known = ["org-1", "org-2", "org-3"];

    private static readonly Idea Project = Scenario.Given<Idea>(Posted(IdeaStage.InProject));

    [Fact]
    public void Name_ByACoordinator_SaysWhoJoinsAndWhoLeaves()
    {
        var named = Project.Apply(Decide(Project, Coordinator, "org-2", "org-1", "org-2"));
        Assert.Equal(["org-1", "org-2"], named.Participants.Order());
        Decide(named, Coordinator, "org-3", "org-2")
            .Then(new ParticipantsChanged(["org-3"], ["org-1"], "hyunwoo", Noon));
        Assert.Empty(named.Apply(Decide(named, Coordinator)).Participants);
    }

    [Fact]
    public void Name_TheSameAgain_ChangesNothing()
    {
        var named = Project.Apply(Decide(Project, Coordinator, "org-1", "org-2"));
        Decide(named, Coordinator, "org-2", "org-1").ThenNothing();
        Decide(named.Apply(Turned(Visibility.Removed)), Coordinator, "org-2", "org-1").ThenNothing();
        Decide(Project, Coordinator).ThenNothing();
    }

    [Fact]
    public void Name_BeforeOrBesideAProject_IsRefused()
    {
        foreach (var stage in Enum.GetValues<IdeaStage>().Where(stage => stage != IdeaStage.Draft))
        {
            var decision = Decide(Scenario.Given<Idea>(Posted(stage)), Coordinator, "org-1");
            if (stage is IdeaStage.InProject or IdeaStage.Realised)
                decision.Only<ParticipantsChanged>();
            else
                decision.ThenRefused(IdeaRefusals.OnlyProjectsHaveParticipants);
        }

        var draft = Scenario.Given<Idea>(Posted(IdeaStage.Draft));
        Decide(draft, Author, "org-1").ThenRefused(IdeaRefusals.OnlyProjectsHaveParticipants);
        Decide(draft, Coordinator, "org-1").ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    [Fact]
    public void Name_ByWhoMayNotBringIdeasIntoProjects_IsRefused()
    {
        IdeaDecisions.Decide(Project, Names(Author, "org-1"), OfMember, Known)
            .ThenRefused(IdeaRefusals.ParticipantsAreNamedByOthers);
        var rules = ClusterRules.Default with
        {
            StageMovers = ImmutableDictionary<IdeaStage, StageMovers>.Empty
                .Add(IdeaStage.InProject, StageMovers.Author),
        };
        IdeaDecisions.Decide(Project, Names(Author, "org-1"), Standing(true, rules: rules), Known)
            .Only<ParticipantsChanged>();
        IdeaDecisions.Decide(Project, Names(Coordinator, "org-1"), Standing(true, true, rules), Known)
            .ThenRefused(IdeaRefusals.ParticipantsAreNamedByOthers);
    }

    [Fact]
    public void Name_AnUnknownOrganisation_IsRefusedByItsId() =>
        Decide(Project, Coordinator, "org-1", "nobody").ThenRefused(IdeaRefusals.ParticipantIsUnknown("nobody"));

    [Fact]
    public void Name_TooMany_IsRefused()
    {
        var many = Enumerable.Range(0, IdeaLimits.ParticipantsPerIdeaMax + 1).Select(each => $"org-{each}").ToArray();
        IdeaDecisions.Decide(Project, Names(Coordinator, many), OfCoordinator, many)
            .ThenRefused(IdeaRefusals.ProjectHasTooManyParticipants(many.Length));
        IdeaDecisions.Decide(Project, Names(Coordinator, many[1..]), OfCoordinator, many).Only<ParticipantsChanged>();
    }

    [Fact]
    public void Name_OnARemovedIdea_IsRefused() =>
        Decide(Project.Apply(Turned(Visibility.Removed)), Coordinator, "org-1")
            .ThenRefused(IdeaRefusals.RemovedIdeasDoNotChange);

    [Fact]
    public void MayName_IsSaidOfWhomItWouldBeAcceptedFrom()
    {
        Assert.True(IdeaDecisions.MayNameParticipants(Project, Coordinator, OfCoordinator));
        Assert.False(IdeaDecisions.MayNameParticipants(Project, Author, OfMember));
        var open = Scenario.Given<Idea>(Posted());
        Assert.False(IdeaDecisions.MayNameParticipants(open, Coordinator, OfCoordinator));
        var removed = Project.Apply(Turned(Visibility.Removed));
        Assert.False(IdeaDecisions.MayNameParticipants(removed, Coordinator, OfCoordinator));
    }

    [Fact]
    public void Name_WhenOthersWereNamedSince_IsStale_AndWhatElseHappenedIsNot()
    {
        var seen = Project.Version;
        var commented = Project.Apply(Turned(Visibility.Hidden)).Apply(Turned(Visibility.Visible));
        Assert.Equal(seen + 2, commented.Version);
        Seen(commented, seen, "org-1").Only<ParticipantsChanged>();
        var named = Project.Apply(Decide(Project, Coordinator, "org-1"));
        Seen(named, seen, "org-2").ThenRefused(TextRefusals.VersionIsStale(seen, named.Version));
        Seen(named, named.Version, "org-2").Only<ParticipantsChanged>();
        Assert.Empty(Seen(named, seen, "org-1").Events);

        static Decision Seen(Idea state, long version, params string[] organisations) => IdeaDecisions.Decide(
            state, Names(Coordinator, organisations) with { ExpectedVersion = version }, OfCoordinator, Known);
    }

    private static Decision Decide(Idea state, Actor actor, params string[] organisations) =>
        IdeaDecisions.Decide(
            state, Names(actor, organisations), actor == Coordinator ? OfCoordinator : OfMember, Known);

    private static ChangeParticipants Names(Actor actor, params string[] organisations) =>
        new(By(actor), [.. organisations]);
}
