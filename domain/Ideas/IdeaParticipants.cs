using System.Collections.Immutable;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Ideas;

public static partial class IdeaDecisions
{
    /// <summary>
    /// Says which organisations take part in the project that came of the idea: by whom the cluster's rules let bring
    /// ideas into projects. The same organisations again change nothing.
    /// </summary>
    /// <param name="state">The idea.</param>
    /// <param name="command">Who takes part.</param>
    /// <param name="cluster">The actor's standing in its cluster.</param>
    /// <param name="known">Those among the command's organisations that exist.</param>
    public static Decision Decide(
        Idea state, ChangeParticipants command, ClusterStanding cluster, IReadOnlyCollection<string> known)
    {
        var (actor, at) = (command.Context.Actor, command.Context.At);
        if (!state.IsKnownTo(actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        if (!MayMove(state, IdeaStage.InProject, actor, cluster))
            return IdeaRefusals.ParticipantsAreNamedByOthers;
        var named = command.OrganisationIds.ToImmutableSortedSet(StringComparer.Ordinal);
        if (state.Participants.SetEquals(named))
            return Decision.Nothing;
        if (state.Visibility == Visibility.Removed)
            return IdeaRefusals.RemovedIdeasDoNotChange;
        if (!IsProject(state.Stage))
            return IdeaRefusals.OnlyProjectsHaveParticipants;
        if (named.Count > IdeaLimits.ParticipantsPerIdeaMax)
            return IdeaRefusals.ProjectHasTooManyParticipants(named.Count);
        var joined = named.Except(state.Participants);
        if (joined.Except(known).FirstOrDefault() is { } unknown)
            return IdeaRefusals.ParticipantIsUnknown(unknown);
        if (Versions.Check(command.ExpectedVersion, state.Version, state.ParticipantsVersion) is { } stale)
            return stale;
        var left = state.Participants.Except(named).Order(StringComparer.Ordinal);
        return Decision.Of(new ParticipantsChanged([.. joined], [.. left], actor.MemberId, at));
    }

    /// <summary>Whether a project came of the idea, which goes on or has reached its end.</summary>
    public static bool IsProject(IdeaStage stage) => stage is IdeaStage.InProject or IdeaStage.Realised;

    /// <summary>Whether this actor may say now who takes part: what a page offers.</summary>
    public static bool MayNameParticipants(Idea state, Actor actor, ClusterStanding cluster)
        => IsProject(state.Stage) && state.Visibility != Visibility.Removed && state.IsKnownTo(actor, cluster)
            && MayMove(state, IdeaStage.InProject, actor, cluster);
}
