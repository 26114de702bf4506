using System.Collections.Immutable;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.MiniClusters;

/// <summary>What may be done with a cluster: pure, state and command to events or a refusal.</summary>
public static partial class MiniClusterDecisions
{
    /// <summary>
    /// Operators only. With a source it is an import: texts and tags are cleaned, no limit binds them.
    /// </summary>
    /// <param name="state">The cluster.</param>
    /// <param name="clusterId">Its id.</param>
    /// <param name="command">What it is.</param>
    /// <param name="industries">The classification of industry tags; null: what is built in.</param>
    public static Decision Decide(
        MiniCluster state, string clusterId, CreateCluster command, KsicTree? industries = null)
    {
        var actor = command.Context.Actor;
        if (!actor.IsOperator)
            return MiniClusterRefusals.OnlyOperatorsMayCreateClusters;
        if (state.Exists)
            return state.Source == command.Source ? Decision.Nothing : MiniClusterRefusals.ClusterExistsAlready;
        var isImport = command.Source is not null;
        var name = isImport ? TextRules.Clean(command.Name, isLine: true) : TextRules.Normalise(command.Name);
        var description = isImport ? TextRules.Clean(command.Description) : TextRules.Normalise(command.Description);
        var tags = Tag.CleanAll(command.Tags);
        if (CheckRules(command.Rules) is { } unknown)
            return unknown;
        if (!isImport
            && Refusal.All(
                CheckName(name), CheckDescription(description), CheckTags(command.Tags, industries, [], out tags))
                is { } invalid)
            return invalid;
        return Decision.Of(
            new ClusterCreated(
                clusterId, name.Ref, description.Ref, tags, command.Rules, command.Source,
                actor.MemberId, command.Context.At),
            name, description);
    }

    /// <summary>Coordinators change text, tags and rules; the lifecycle is the agency's.</summary>
    public static Decision Decide(MiniCluster state, ChangeCluster command, KsicTree? industries = null)
    {
        var context = command.Context;
        if (!state.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        if (!state.IsRunBy(context.Actor))
            return MiniClusterRefusals.OnlyCoordinatorsMayChangeClusters;
        var name = command.Name is null ? null : TextRules.Normalise(command.Name);
        var description = command.Description is null ? null : TextRules.Normalise(command.Description);
        var tags = state.Tags;
        if (Refusal.All(
            name is null ? null : CheckName(name), description is null ? null : CheckDescription(description),
            command.Tags is { } given ? CheckTags(given, industries, state.Tags, out tags) : null,
            command.Rules is null ? null : CheckRules(command.Rules)) is { } invalid)
            return invalid;
        if (CheckLifecycle(state, command) is { } refusal)
            return refusal;
        var events = ImmutableArray.CreateBuilder<IEvent>();
        var described = new ClusterDescribed(
            name?.Ref ?? state.Name!, description?.Ref ?? state.Description!, tags, context.Actor.MemberId, context.At);
        if (described.Name != state.Name || described.Description != state.Description
            || !tags.SequenceEqual(state.Tags))
            events.Add(described);
        if (command.Rules is { } rules && rules != state.Rules)
            events.Add(new ClusterRulesChanged(rules, context.Actor.MemberId, context.At));
        if (command.Lifecycle is { } lifecycle && lifecycle != state.Lifecycle)
            events.Add(new ClusterLifecycleChanged(state.Lifecycle, lifecycle, context.Actor.MemberId, context.At));
        if (events.Count == 0)
            return Decision.Nothing;
        if (Versions.Check(command.ExpectedVersion, state.Version, state.ContentVersion) is { } stale)
            return stale;
        return new Decision(
            events.ToImmutable(), Decision.NewTexts([name, description], [state.Name, state.Description]));
    }

    /// <summary>The arrows: a closed or graduated cluster can become active again.</summary>
    public static IReadOnlyList<ClusterLifecycle> NextLifecycles(ClusterLifecycle from) => from switch
    {
        ClusterLifecycle.Active => [ClusterLifecycle.Graduated, ClusterLifecycle.Closed],
        ClusterLifecycle.Graduated => [ClusterLifecycle.Active, ClusterLifecycle.Closed],
        _ => [ClusterLifecycle.Active],
    };

    private static Refusal? CheckLifecycle(MiniCluster state, ChangeCluster command)
    {
        if (command.Lifecycle is not { } next || next == state.Lifecycle)
            return null;
        if (!Enum.IsDefined(next))
            return TextRefusals.ChoiceIsUnknown("lifecycle");
        if (!command.Context.Actor.IsOperator)
            return MiniClusterRefusals.OnlyOperatorsMayChangeLifecycles;
        return NextLifecycles(state.Lifecycle).Contains(next)
            ? null
            : MiniClusterRefusals.LifecycleCannotFollow(state.Lifecycle, next);
    }

    private static Refusal? CheckRules(ClusterRules rules)
    {
        const StageMovers All = StageMovers.Author | StageMovers.Coordinator | StageMovers.Operator;
        var isKnown = Enum.IsDefined(rules.Posting) && Enum.IsDefined(rules.Commenting) && Enum.IsDefined(rules.Joining)
            && rules.StageMovers.All(rule => Enum.IsDefined(rule.Key) && (rule.Value & ~All) == 0);
        return isKnown ? null : TextRefusals.ChoiceIsUnknown("rules");
    }

    private static Refusal? CheckName(Text name) => TextRules.CheckLine(
        name.Content, "name", MiniClusterLimits.NameCharactersMin, MiniClusterLimits.NameCharactersMax,
        MiniClusterRefusals.ClusterNameLengthOutOfRange);

    private static Refusal? CheckDescription(Text description) => TextRules.CheckProse(
        description.Content, "description", 0, MiniClusterLimits.DescriptionCharactersMax,
        MiniClusterRefusals.ClusterDescriptionLengthOutOfRange);

    private static Refusal? CheckTags(
        ImmutableArray<string> typed, KsicTree? industries, ImmutableArray<string> present,
        out ImmutableArray<string> tags)
        => Tag.CheckAll(typed, 0, MiniClusterLimits.TagsMax, industries, present, out tags);
}
