using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// Builds a graph from a whole data set: what applying row by row gives, without copying rows again and again.
/// </summary>
internal static class GraphBuilder
{
    public static ActivityGraph Build(DataSet data, SignalOptions options, CancellationToken cancellation)
    {
        var graph = new ActivityGraph(options);
        foreach (var entity in data.Entities)
        {
            cancellation.ThrowIfCancellationRequested();
            graph.PutFeatures(entity, out _);
        }

        FillRows(graph, MergeActs(graph, data.Interactions, cancellation));
        for (var number = 0; number < graph.Table.Nodes.Length; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            graph.RefreshProfile(number);
        }
        graph.Table.LayOutRows();
        return graph;
    }

    private static Dictionary<(int Actor, int Target, InteractionKind Kind), Edge> MergeActs(
        ActivityGraph graph, IReadOnlyList<Interaction> acts, CancellationToken cancellation)
    {
        var merged = new Dictionary<(int, int, InteractionKind), Edge>(acts.Count);
        foreach (var act in acts)
        {
            cancellation.ThrowIfCancellationRequested();
            var (actor, target) = (graph.Table.Find(act.Actor)!.Value, graph.Table.Find(act.Target)!.Value);
            var edge = graph.EdgeOf(act, target);
            foreach (var one in graph.ActorsFor(actor, edge))
            {
                var key = (one, target, act.Kind);
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(merged, key, out var known);
                sum = known ? graph.Decay.Merge(sum, edge) : edge;
                graph.CountActivity(one, edge.Weight, edge.Day);
            }
            graph.CountActivity(target, edge.Weight, edge.Day);
        }
        return merged;
    }

    // A dictionary without removals is enumerated in the order of insertion, so rows keep the order of the acts.
    private static void FillRows(
        ActivityGraph graph, Dictionary<(int Actor, int Target, InteractionKind Kind), Edge> merged)
    {
        var count = graph.Table.Nodes.Length;
        var (acts, inPrivate) = (new List<Edge>?[count], new List<Edge>?[count]);
        var (members, organisations) = (new List<Edge>?[count], new List<Edge>?[count]);
        foreach (var ((actor, target, kind), edge) in merged)
        {
            if (ActivityGraph.IsPrivate(kind))
            {
                (inPrivate[actor] ??= []).Add(edge);
                continue;
            }

            (acts[actor] ??= []).Add(edge);
            var actors = graph.Table[actor].Ref.Kind == EntityKind.Member ? members : organisations;
            (actors[target] ??= []).Add(edge with { Node = actor });
        }
        for (var number = 0; number < count; number++)
            graph.SetRows(
                number, Row(acts[number]), Row(inPrivate[number]), Row(members[number]), Row(organisations[number]));
        Acquaintances.CountAll(graph.Table);
    }

    private static Edge[] Row(List<Edge>? edges) => edges is null ? [] : [.. edges];
}
