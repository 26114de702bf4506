using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Who became whose partner: organisations in one project, and those that were put in touch; and who wished to: whose
/// members called the other, or an idea of the other, interesting. What a member did, its organisation did.
/// </summary>
internal sealed class PartnerPairs
{
    private readonly Dictionary<int, HashSet<int>> _partners = [];
    private readonly Dictionary<int, HashSet<int>> _wished = [];
    private readonly Dictionary<EntityRef, int?> _organisations = [];
    private readonly Dictionary<EntityRef, int> _makers = [];
    private readonly NodeTable _table;

    public PartnerPairs(DataSet data, NodeTable table, Func<Interaction, bool> isMeant)
    {
        _table = table;
        foreach (var entity in data.Entities)
            _organisations[entity.Ref] = entity.Ref.Kind == EntityKind.Organisation
                ? table.Find(entity.Ref)
                : entity.Organisation is { } own ? table.Find(own) : null;
        foreach (var act in data.Interactions)
            if (act is { Kind: InteractionKind.Posted, Weight: > 0 } && _organisations[act.Actor] is { } maker)
                _makers[act.Target] = maker;
        var projects = new Dictionary<EntityRef, SortedSet<int>>();
        foreach (var act in data.Interactions.Where(isMeant))
            if (_organisations[act.Actor] is { } actor)
                Read(act, actor, projects);
        foreach (var together in projects.Values)
            foreach (var one in together)
                foreach (var other in together)
                    if (one < other)
                        AddBoth(_partners, one, other);
    }

    /// <summary>Whether an organisation became the partner of the other, or wished to.</summary>
    public bool Have(int organisation, int other) =>
        (_partners.TryGetValue(organisation, out var partners) && partners.Contains(other))
        || (_wished.TryGetValue(organisation, out var wished) && wished.Contains(other));

    /// <summary>The partners of an organisation and those that it wished for, in no order.</summary>
    public IEnumerable<int> Of(int organisation) =>
        _partners.GetValueOrDefault(organisation, []).Union(_wished.GetValueOrDefault(organisation, []));

    /// <summary>The ties between classes of organisations that acted. A wish is none.</summary>
    public PartnerTies Ties(Func<Node, string?> classOf)
    {
        var members = new string?[_table.Nodes.Length];
        foreach (var number in _table.OfKind(EntityKind.Organisation))
            if (_table[number].Acts.Length > 0)
                members[number] = classOf(_table[number]);
        return PartnerTies.Learn(members, AllPartners());
    }

    private void Read(Interaction act, int actor, Dictionary<EntityRef, SortedSet<int>> projects)
    {
        switch (act.Kind)
        {
            case InteractionKind.Participated:
                (projects.TryGetValue(act.Target, out var known) ? known : projects[act.Target] = []).Add(actor);
                break;
            case InteractionKind.Connected when act.Target.Kind == EntityKind.Organisation:
                AddBoth(_partners, actor, _table.Find(act.Target)!.Value);
                break;
            // The wish of those who keep their activity out teaches nothing.
            case InteractionKind.Interested when act.Weight > 0 && MadeBy(act.Target) is { } wished:
                Add(_wished, actor, wished);
                break;
        }
    }

    private int? MadeBy(EntityRef target) => target.Kind == EntityKind.Organisation
        ? _table.Find(target)
        : _makers.TryGetValue(target, out var maker) ? maker : null;

    /// <summary>Each pair in both directions, in an order that follows from the data.</summary>
    private IEnumerable<(int One, int Other)> AllPartners() =>
        from one in _partners.Keys.Order() from other in _partners[one].Order() select (one, other);

    private static void AddBoth(Dictionary<int, HashSet<int>> pairs, int one, int other)
    {
        Add(pairs, one, other);
        Add(pairs, other, one);
    }

    private static void Add(Dictionary<int, HashSet<int>> pairs, int one, int other)
    {
        if (one != other)
            (pairs.TryGetValue(one, out var others) ? others : pairs[one] = []).Add(other);
    }
}
