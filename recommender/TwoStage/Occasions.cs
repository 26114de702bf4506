namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// The occasions on which organisations could find each other since a day, in parts as in cross-validation (Stone
/// 1974). All that was done to one thing is one occasion. What leads two organisations to each other without a thing,
/// such as an introduction, goes with what both acted on, or else is an occasion of those two: nobody is to be asked
/// for a partner whom another part tells.
/// </summary>
internal sealed class Occasions
{
    private readonly DateTimeOffset _since;
    private readonly Dictionary<EntityRef, EntityRef?> _organisations = [];
    private readonly Dictionary<EntityRef, SortedSet<string>> _things = [];
    private readonly Dictionary<(EntityRef One, EntityRef Other), int> _parts = [];

    /// <param name="data">The data.</param>
    /// <param name="since">Acts from then on are on some occasion.</param>
    /// <param name="parts">So many parts; 1 or more.</param>
    /// <param name="seed">Draws which occasion is in which part.</param>
    /// <param name="cancellation">Looked at for each row.</param>
    public Occasions(DataSet data, DateTimeOffset since, int parts, int seed, CancellationToken cancellation)
    {
        _since = since;
        foreach (var entity in data.Entities.Until(cancellation))
            _organisations[entity.Ref] =
                entity.Ref.Kind == EntityKind.Organisation ? entity.Ref : entity.Organisation;
        var late = data.Interactions.Until(cancellation).Where(act => act.At >= since).ToList();
        foreach (var act in late)
            if (act.Target.Kind == EntityKind.Idea && _organisations[act.Actor] is { } actor)
                (_things.TryGetValue(actor, out var things) ? things : _things[actor] = [])
                    .Add(act.Target.Id);
        var occasions = late.Until(cancellation).Select(OccasionOf).Distinct().ToArray();
        new Random(seed).Shuffle(occasions);
        foreach (var (place, occasion) in occasions.Index())
            _parts[occasion] = place % parts;
    }

    /// <summary>The part that an act belongs to; null for one before the day.</summary>
    public int? PartOf(Interaction act) => act.At < _since ? null : _parts[OccasionOf(act)];

    private (EntityRef, EntityRef) OccasionOf(Interaction act)
    {
        if (act.Target.Kind != EntityKind.Organisation || _organisations[act.Actor] is not { } actor)
            return (act.Target, act.Target);
        if (_things.TryGetValue(actor, out var own) && _things.TryGetValue(act.Target, out var others)
            && own.FirstOrDefault(others.Contains) is { } common)
            return (EntityRef.Idea(common), EntityRef.Idea(common));
        return string.CompareOrdinal(actor.Id, act.Target.Id) < 0 ? (actor, act.Target) : (act.Target, actor);
    }
}
