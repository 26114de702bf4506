using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Who became whose partner: organisations in one project, and those that were put in touch. What a member did, its
/// organisation did.
/// </summary>
internal sealed class PartnerPairs
{
    private readonly Dictionary<int, HashSet<int>> _partners = [];
    private readonly Dictionary<EntityRef, int?> _organisations = [];
    private readonly NodeTable _table;

    public PartnerPairs(DataSet data, NodeTable table, Func<Interaction, bool> isMeant)
    {
        _table = table;
        foreach (var entity in data.Entities)
            _organisations[entity.Ref] = entity.Ref.Kind == EntityKind.Organisation
                ? table.Find(entity.Ref)
                : entity.Organisation is { } own ? table.Find(own) : null;
        var projects = new Dictionary<EntityRef, SortedSet<int>>();
        foreach (var act in data.Interactions.Where(isMeant))
        {
            if (_organisations[act.Actor] is not { } actor)
                continue;
            if (act.Kind == InteractionKind.Participated)
                (projects.TryGetValue(act.Target, out var known) ? known : projects[act.Target] = []).Add(actor);
            else if (act.Kind == InteractionKind.Connected && act.Target.Kind == EntityKind.Organisation)
                Add(actor, table.Find(act.Target)!.Value);
        }

        foreach (var together in projects.Values)
            foreach (var one in together)
                foreach (var other in together)
                    if (one < other)
                        Add(one, other);
    }

    /// <summary>The partners of an organisation, in no order.</summary>
    public IReadOnlySet<int> Of(int organisation) =>
        _partners.TryGetValue(organisation, out var partners) ? partners : new HashSet<int>();

    /// <summary>Each pair in both directions, in an order that follows from the data.</summary>
    public IEnumerable<(int One, int Other)> All() =>
        from one in _partners.Keys.Order() from other in _partners[one].Order() select (one, other);

    /// <summary>The ties between classes of organisations that acted.</summary>
    public PartnerTies Ties(Func<Node, string?> classOf)
    {
        var members = new string?[_table.Nodes.Length];
        foreach (var number in _table.OfKind(EntityKind.Organisation))
            if (_table[number].Acts.Length > 0)
                members[number] = classOf(_table[number]);
        return PartnerTies.Learn(members, All());
    }

    private void Add(int one, int other)
    {
        if (one == other)
            return;
        (_partners.TryGetValue(one, out var mine) ? mine : _partners[one] = []).Add(other);
        (_partners.TryGetValue(other, out var theirs) ? theirs : _partners[other] = []).Add(one);
    }
}
