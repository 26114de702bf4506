using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// Who did what to what, with the profiles that follow from it. All changes go through here, one at a time; the
/// caller holds the lock. An act of a member is an act of its organisation as well.
/// </summary>
internal sealed class ActivityGraph
{
    private const int SpreadsKept = 4_096;

    private readonly SignalOptions _options;
    private readonly Decay _decay;
    private readonly Vocabulary _vocabulary;
    private readonly NodeTable _table;

    // Walks ask for it once an edge, and a power is slow.
    private readonly double[] _spread;

    public ActivityGraph(SignalOptions options)
    {
        _options = options;
        _decay = new Decay(options.Rules);
        _vocabulary = new Vocabulary(options.TextSaturation);
        _table = new NodeTable(ActivityHeightOf);
        _spread = [.. Enumerable.Range(0, SpreadsKept).Select(edges => Spread(edges, options))];
        Contents = new ContentIndexes(_table);
    }

    public Decay Decay => _decay;

    public Vocabulary Vocabulary => _vocabulary;

    public NodeTable Table => _table;

    public ContentIndexes Contents { get; }

    /// <summary>
    /// Adds an entity or replaces its features. Its profile, and the profiles of those active in it, follow.
    /// </summary>
    public void Put(Entity entity)
    {
        var number = PutFeatures(entity, out var previous);
        if (!SameFeatures(previous.Own, _table[number].Own) || previous.Status != entity.Status)
            RefreshProfiles(number);
    }

    /// <summary>As <see cref="Put"/>, but the caller refreshes profiles once everything is there.</summary>
    public int PutFeatures(Entity entity, out Node previous)
    {
        var organisation = entity.Organisation is { } own ? NumberOf(own) : Node.NoOrganisation;
        var cluster = entity.MiniCluster is { } within ? NumberOf(within) : Node.NoMiniCluster;
        var number = NumberOf(entity.Ref);
        previous = _table[number];
        var features = _vocabulary.Read(entity);
        _vocabulary.Count(previous.Own, -1);
        _vocabulary.Count(features, +1);
        _table[number] = previous with
        {
            Status = entity.Status,
            Organisation = organisation,
            MiniCluster = cluster,
            Region = string.IsNullOrWhiteSpace(entity.Region) ? null : entity.Region,
            Type = string.IsNullOrWhiteSpace(entity.Type) ? null : entity.Type,
            Own = features,
        };
        return number;
    }

    public void RefreshProfile(int number) =>
        _table[number] = _table[number] with { Profile = ProfileOf(_table[number]) };

    /// <summary>Adds edges in bulk, without refreshing profiles.</summary>
    public void SetRows(int number, Edge[] acts, Edge[] inPrivate, Edge[] members, Edge[] organisations) =>
        _table[number] = _table[number] with
        {
            Acts = acts,
            Private = inPrivate,
            Members = members,
            Organisations = organisations,
        };

    public bool Act(Interaction act)
    {
        if (_table.Find(act.Actor) is not { } actor || _table.Find(act.Target) is not { } target)
            return false;
        var edge = EdgeOf(act, target);
        foreach (var one in ActorsFor(actor, edge))
        {
            Link(one, edge);
            RefreshProfile(one);
        }
        CountActivity(target, edge.Weight, edge.Day);
        return true;
    }

    public bool Withdraw(InteractionKind kind, EntityRef actorRef, EntityRef targetRef)
    {
        if (_table.Find(actorRef) is not { } actor || _table.Find(targetRef) is not { } target)
            return false;
        var row = RowOf(_table[actor], kind);
        var at = row.IndexOf(target, kind);
        if (at < 0)
            return false;
        var edge = row[at];
        foreach (var one in ActorsFor(actor, edge))
        {
            Unlink(one, edge);
            RefreshProfile(one);
        }
        CountActivity(target, -edge.Weight, edge.Day);
        return true;
    }

    /// <summary>Forgets an entity and all its edges; organisations keep what their members did.</summary>
    public bool Remove(EntityRef entity)
    {
        if (_table.Find(entity) is not { } number)
            return false;
        var node = _table[number];
        foreach (var act in node.Acts.Concat(node.Private).ToArray())
        {
            Unlink(number, act);
            CountActivity(act.Node, -act.Weight, act.Day);
        }
        foreach (var edge in node.Members.Concat(node.Organisations).ToArray())
        {
            Unlink(edge.Node, edge with { Node = number });
            RefreshProfile(edge.Node);
        }
        _vocabulary.Count(node.Own, -1);
        _table[number] = new Node(entity) { Status = EntityStatus.Hidden };
        _table.Remove(entity);
        return true;
    }

    public Edge EdgeOf(Interaction act, int target) =>
        _decay.EdgeOf(target, act.Kind, act.Weight * _decay.RuleOf(act.Kind).Weight, Decay.DayOf(act.At));

    /// <summary>The actor and, for a member, its organisation; which does not act on itself, nor in private.</summary>
    public IEnumerable<int> ActorsFor(int actor, Edge act)
    {
        yield return actor;
        if (_table[actor].Organisation is var organisation and not Node.NoOrganisation && organisation != act.Node
            && !IsPrivate(act.Kind))
            yield return organisation;
    }

    public static bool IsPrivate(InteractionKind kind) => kind.Disclosure() == Disclosure.Private;

    /// <summary>
    /// Adds to the decayed activity of a node; a common half-life makes the sum independent of the order.
    /// </summary>
    public void CountActivity(int number, double weight, double day)
    {
        var node = _table[number];
        var now = Math.Max(day, node.ActivityDay);
        var sum = Fade(node.Activity, node.ActivityDay, now) + Fade(weight, day, now);
        _table[number] = node with { Activity = Math.Max(0, sum), ActivityDay = now };
    }

    /// <summary>The part of what arrives at a node with so many edges that each of them passes on.</summary>
    public double SpreadOf(int edges) => edges < _spread.Length ? _spread[edges] : Spread(edges, _options);

    /// <summary>How active a node is on a day.</summary>
    public double ActivityOn(double day, Node node) => Fade(node.Activity, node.ActivityDay, day);

    /// <summary>What makes the height of a node's activity how active it is on a day after its last.</summary>
    public double ActivityFactorOn(double day) => Halving.Power((Decay.HeightDay - day) / ActivityHalfLifeDays);

    private static double Spread(int edges, SignalOptions options) =>
        1 / Math.Pow(Math.Max(1, edges), options.WalkSpread);

    private double ActivityHalfLifeDays => _options.ActivityHalfLife.TotalDays;

    private double ActivityHeightOf(Node node) =>
        node.Activity * Halving.Power((node.ActivityDay - Decay.HeightDay) / ActivityHalfLifeDays);

    private double Fade(double weight, double day, double now) =>
        now <= day ? weight : weight * Halving.Exp2((day - now) / ActivityHalfLifeDays);

    private int NumberOf(EntityRef entity) =>
        _table.Find(entity) ?? _table.Add(new Node(entity) { Status = EntityStatus.Hidden });

    private void Link(int actor, in Edge edge)
    {
        CountActivity(actor, edge.Weight, edge.Day);
        var node = _table[actor];
        if (IsPrivate(edge.Kind))
        {
            _table[actor] = node with { Private = node.Private.With(edge, _decay) };
            return;
        }

        Acquaintances.Change(_table, actor, edge.Node, +1);
        node = _table[actor];
        _table[actor] = node with { Acts = node.Acts.With(edge, _decay) };
        var back = edge with { Node = actor };
        var target = _table[edge.Node];
        _table[edge.Node] = node.Ref.Kind == EntityKind.Member
            ? target with { Members = target.Members.With(back, _decay) }
            : target with { Organisations = target.Organisations.With(back, _decay) };
    }

    private void Unlink(int actor, in Edge edge)
    {
        CountActivity(actor, -edge.Weight, edge.Day);
        var node = _table[actor];
        if (IsPrivate(edge.Kind))
        {
            _table[actor] = node with { Private = node.Private.Without(edge, _decay) };
            return;
        }

        _table[actor] = node with { Acts = node.Acts.Without(edge, _decay) };
        var back = edge with { Node = actor };
        var target = _table[edge.Node];
        _table[edge.Node] = node.Ref.Kind == EntityKind.Member
            ? target with { Members = target.Members.Without(back, _decay) }
            : target with { Organisations = target.Organisations.Without(back, _decay) };
        Acquaintances.Change(_table, actor, edge.Node, -1);
    }

    private static Edge[] RowOf(Node node, InteractionKind kind) => IsPrivate(kind) ? node.Private : node.Acts;

    private void RefreshProfiles(int number)
    {
        RefreshProfile(number);
        foreach (var edge in _table[number].Members)
            RefreshProfile(edge.Node);
        foreach (var edge in _table[number].Organisations)
            RefreshProfile(edge.Node);
    }

    private FeatureSet ProfileOf(Node node)
    {
        var parts = new List<(FeatureSet, double)>();
        if (!node.Own.IsEmpty)
            parts.Add((node.Own, 1));
        // A member is nobody's candidate, so its private acts may shape its profile.
        Edge[] all = node.Ref.Kind == EntityKind.Member && node.Private.Length > 0
            ? [.. node.Acts, .. node.Private]
            : node.Acts;
        var acts = all.AsSpan(Math.Max(0, all.Length - _options.ProfileActsMax));
        // Only the proportions within a profile matter, so acts fade against the newest one and not against the clock.
        var newest = double.NegativeInfinity;
        foreach (var act in acts)
            newest = Math.Max(newest, act.Day);
        foreach (var act in acts)
            if (act.Weight > 0 && _table[act.Node] is { Own.IsEmpty: false, Status: not EntityStatus.Hidden } target)
                parts.Add((target.Own, _options.ProfileOfActs * _decay.WorthOn(newest, act)));
        return FeatureSet.Sum(parts);
    }

    private static bool SameFeatures(FeatureSet one, FeatureSet other) =>
        FeatureSet.Families.All(family =>
            one[family].Ids.SequenceEqual(other[family].Ids) && one[family].Values.SequenceEqual(other[family].Values));
}
