using System.Text.Json;

namespace IdeaStorage.Domain.Tests;

/// <summary>Given events, when a command is decided, then events or a refusal.</summary>
internal static class Scenario
{
    public static TState Given<TState>(params IEvent[] events)
        where TState : IAggregate<TState>
        => events.Aggregate(TState.Empty, (state, change) => state.Apply(change));

    /// <summary>The events, compared by all that they hold.</summary>
    public static void Then(this Decision decision, params IEvent[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected.Select(Write), decision.Events.Select(Write));
    }

    /// <summary>Events, and exactly these texts with them.</summary>
    public static Decision ThenTexts(this Decision decision, params Text[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected, decision.Texts.AsEnumerable());
        return decision;
    }

    public static void ThenNothing(this Decision decision) => decision.Then();

    public static void ThenRefused(this Decision decision, Refusal expected)
    {
        Assert.Equal(Write(expected), decision.Refusal is null ? "accepted" : Write(decision.Refusal));
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Texts);
    }

    public static TEvent Only<TEvent>(this Decision decision)
        where TEvent : IEvent
    {
        Assert.Null(decision.Refusal);
        return Assert.IsType<TEvent>(Assert.Single(decision.Events));
    }

    public static TState Apply<TState>(this TState state, Decision decision)
        where TState : IAggregate<TState>
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(state, (before, change) => before.Apply(change));
    }

    public static string Write(object value) => value.GetType().Name + JsonSerializer.Serialize(value, value.GetType());
}
