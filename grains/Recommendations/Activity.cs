using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// What the log means for recommendations, up to a position: entities, acts, and whose acts must not count. A model is
/// made of it, and then told of each change. Not thread-safe.
/// </summary>
internal sealed class Activity
{
    private readonly Dictionary<EntityRef, Entity> _entities = [];
    private readonly Dictionary<EntityRef, List<Act>> _acts = [];
    private readonly Dictionary<string, IdeaStatus> _ideas = [];

    /// <summary>Every event up to here is in it; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// The command of the event at <see cref="Position"/>: by it, a log is known to be the one that was read.
    /// </summary>
    public string Stamp { get; private set; } = "";

    /// <summary>How many acts were ever taken in; it never falls.</summary>
    public long ActsSeen { get; private set; }

    /// <summary>Members whose acts count for nothing. They keep things out of the member's own lists all the
    /// same.</summary>
    public ImmutableHashSet<EntityRef> Silent { get; private set; } = [];

    /// <summary>Is told of each change, as what it does to a model.</summary>
    public Action<Action<IRecommendationModel>>? Follower { get; set; }

    public IReadOnlyCollection<Entity> Entities => _entities.Values;

    public IReadOnlyDictionary<string, IdeaStatus> Ideas => _ideas;

    public IEnumerable<(EntityRef Actor, Act Act)> Acts =>
        _acts.SelectMany(acts => acts.Value.Select(act => (acts.Key, act)));

    public Entity Get(EntityRef entity) => _entities.GetValueOrDefault(entity) ?? new Entity(entity);

    public void Reach(RecordedEvent recorded) => Reach(recorded.Position, recorded.CommandId, ActsSeen);

    /// <summary>As it was written down.</summary>
    public void Reach(long position, string stamp, long actsSeen) =>
        (Position, Stamp, ActsSeen) = (position, stamp, actsSeen);

    public void Put(Entity entity)
    {
        _entities[entity.Ref] = entity;
        Follower?.Invoke(model => model.Apply(entity));
    }

    public void Put(string ideaId, IdeaStatus status)
    {
        _ideas[ideaId] = status;
        Put(Get(EntityRef.Idea(ideaId)) with { Status = status.ForRecommendation });
    }

    public void Add(EntityRef actor, Act act)
    {
        // A clock without a battery begins in some other age.
        if (act.At < Interaction.AtMin) act = act with { At = Interaction.AtMin };
        if (!_acts.TryGetValue(actor, out var acts)) _acts[actor] = acts = [];
        acts.Add(act);
        ActsSeen++;
        if (!act.IsHidden) Apply(actor, act);
    }

    /// <summary>A comment is hidden, or shown again: what nobody may read is no act that others may be told
    /// of.</summary>
    public void SetHidden(string commentId, bool isHidden)
    {
        foreach (var (actor, acts) in _acts)
        {
            var at = acts.FindIndex(act => act.CommentId == commentId);
            if (at < 0) continue;
            if (acts[at].IsHidden == isHidden) return;
            var act = acts[at] = acts[at] with { IsHidden = isHidden };
            if (isHidden)
                TakeBack(actor, act);
            else
                Apply(actor, act);
            return;
        }
    }

    public void Withdraw(InteractionKind kind, EntityRef actor, EntityRef target)
    {
        if (!_acts.TryGetValue(actor, out var acts)
            || acts.RemoveAll(act => act.Kind == kind && act.Target == target) == 0) return;
        Follower?.Invoke(model => model.Withdraw(kind, actor, target));
    }

    /// <summary>From now on the member's acts count, or they do not; those of before too.</summary>
    public void SetSilent(EntityRef member, bool isSilent)
    {
        if (isSilent == Silent.Contains(member)) return;
        Silent = isSilent ? Silent.Add(member) : Silent.Remove(member);
        if (Follower is not { } follower || !_acts.TryGetValue(member, out var acts)) return;
        var (withdrawn, again) = (
            acts.Select(act => (act.Kind, act.Target)).Distinct().ToArray(),
            acts.Where(act => !act.IsHidden).Select(act => InteractionOf(member, act)).ToArray());
        follower(model =>
        {
            foreach (var (kind, target) in withdrawn) model.Withdraw(kind, member, target);
            foreach (var act in again) model.Apply(act);
        });
    }

    /// <summary>
    /// What a model is made of. Acts of or on what nobody described (the program itself) are left out, as a model
    /// leaves them out.
    /// </summary>
    /// <param name="until">No act is later, as far as that is known; one that is counts as of then.</param>
    public DataSet ToDataSet(DateTimeOffset? until = null) => new(
        [.. _entities.Values],
        [
            .. Acts.Where(one => !one.Act.IsHidden
                    && _entities.ContainsKey(one.Actor) && _entities.ContainsKey(one.Act.Target))
                .Select(one => InteractionOf(one.Actor, one.Act))
                .Select(act => act.At > until ? act with { At = until.Value } : act),
        ],
        until);

    private void Apply(EntityRef actor, Act act)
    {
        var interaction = InteractionOf(actor, act);
        Follower?.Invoke(model => model.Apply(interaction));
    }

    // Of a kind of acts on one thing a model knows the sum, so what is left of them is told anew.
    private void TakeBack(EntityRef actor, Act act)
    {
        Follower?.Invoke(model => model.Withdraw(act.Kind, actor, act.Target));
        foreach (var left in _acts[actor])
            if (!left.IsHidden && left.Kind == act.Kind && left.Target == act.Target) Apply(actor, left);
    }

    private Interaction InteractionOf(EntityRef actor, Act act) =>
        new(act.Kind, actor, act.Target, act.At, Silent.Contains(actor) ? 0 : act.Weight);
}

/// <summary>What somebody did to <paramref name="Target"/>.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Target">To what.</param>
/// <param name="At">When.</param>
/// <param name="Weight">By which its kind's weight is multiplied.</param>
/// <param name="CommentId">The comment that was made, if it was one.</param>
/// <param name="IsHidden">Whether that comment is hidden now.</param>
internal readonly record struct Act(
    InteractionKind Kind, EntityRef Target, DateTimeOffset At, double Weight = 1, string? CommentId = null,
    bool IsHidden = false);

/// <summary>What of an idea decides whether it may be shown.</summary>
internal sealed record IdeaStatus(IdeaStage Stage, Visibility Visibility)
{
    public EntityStatus ForRecommendation => (Visibility, Stage) switch
    {
        (not Visibility.Visible, _) or (_, IdeaStage.Draft) => EntityStatus.Hidden,
        // Nobody can support them any more.
        (_, IdeaStage.Realised or IdeaStage.Declined or IdeaStage.Retired or IdeaStage.Merged) => EntityStatus.Closed,
        _ => EntityStatus.Open,
    };
}
