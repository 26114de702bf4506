namespace IdeaStorage.Domain;

/// <summary>
/// Something that happened, in the past tense. Stored for ever under its <see cref="EventNameAttribute"/>.
/// </summary>
/// <remarks>An event carries ids, never personal data and never members' prose: see <see cref="Text"/>.</remarks>
public interface IEvent
{
    /// <summary>When it happened, in UTC.</summary>
    DateTimeOffset At { get; }

    /// <summary>The member who did it; <see cref="Actor.SystemId"/> for the program itself.</summary>
    string By { get; }
}

/// <summary>
/// The stored name of an event type, explicit and versioned (<c>idea.posted.v1</c>), never a CLR name.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// The state of one aggregate, folded from its events. Immutable; a missing aggregate is <see cref="Empty"/>.
/// </summary>
public interface IAggregate<TSelf>
    where TSelf : IAggregate<TSelf>
{
    /// <summary>The state before the first event.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>True from the first event on.</summary>
    bool Exists { get; }

    /// <summary>
    /// The state after <paramref name="change"/>. Total: an event that it does not know only counts.
    /// </summary>
    TSelf Apply(IEvent change);
}
