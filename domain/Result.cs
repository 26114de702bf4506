using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using IdeaStorage.Domain.Members;
using Orleans;

namespace IdeaStorage.Domain;

/// <summary>What kind of "no" a refusal is. HTTP maps it once: 400, 403, 404, 409.</summary>
public enum RefusalKind
{
    /// <summary>The input breaks a rule that no right can lift (a limit, a format).</summary>
    Invalid = 0,

    /// <summary>The actor may not do this.</summary>
    Forbidden = 1,

    /// <summary>The thing does not exist, or this actor may not know that it does.</summary>
    NotFound = 2,

    /// <summary>The state of the thing does not allow it now.</summary>
    Conflict = 3,
}

/// <summary>A "no" named as the rule that says it: <c>OnlyClusterMembersMayComment</c>.</summary>
/// <param name="Name">The rule; stable, the last part of the problem's <c>type</c> and the key of its texts.</param>
/// <param name="Kind">The kind of "no".</param>
/// <param name="Field">The field of the command that is wrong, in camelCase, or null.</param>
/// <param name="Arguments">What the texts name: limits, values found. In the order of the text's placeholders.</param>
/// <param name="Also">What else is wrong with the same command, in another field; null: nothing that was seen.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal(
    [property: Id(0)] string Name,
    [property: Id(1)] RefusalKind Kind,
    [property: Id(2)] string? Field = null,
    [property: Id(3)] ImmutableArray<string> Arguments = default,
    [property: Id(4)] Refusal? Also = null)
{
    /// <summary>This refusal and everything else that is wrong, in order.</summary>
    public IEnumerable<Refusal> Each()
    {
        for (var at = this; at is not null; at = at.Also)
            yield return at;
    }

    /// <summary>All of them as one, the first one leading; null if there is none.</summary>
    public static Refusal? All(params ReadOnlySpan<Refusal?> refusals)
    {
        Refusal? all = null;
        for (var at = refusals.Length - 1; at >= 0; at--)
            foreach (var one in refusals[at]?.Each().Reverse() ?? [])
                all = one with { Also = all };
        return all;
    }
}

/// <summary>An answer or a refusal. Exceptions mean bugs or infrastructure, never a rule.</summary>
[GenerateSerializer, Immutable, Alias("result`1")]
public sealed record Result<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>What an accepted command answers.</summary>
/// <param name="Id">The id of what was made or changed (an idea, a comment, …).</param>
/// <param name="Version">
/// The version after it of what the id names: an aggregate's is the number of its events, a comment's its revision.
/// </param>
[GenerateSerializer, Immutable, Alias("receipt")]
public sealed record Receipt([property: Id(0)] string Id, [property: Id(1)] long Version);

/// <summary>
/// What a decision answers: events with the texts that they name, or a refusal. No events: nothing to change.
/// </summary>
public sealed record Decision(ImmutableArray<IEvent> Events, ImmutableArray<Text> Texts, Refusal? Refusal = null)
{
    /// <summary>The profile row to write with the events, normalised; null: none.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The command holds already, or asks for nothing.</summary>
    public static Decision Nothing { get; } = new([], []);

    public static Decision Of(IEvent change, params ReadOnlySpan<Text> texts) => new([change], [.. texts]);

    /// <summary>The texts of an edit that are not stored yet: an immutable version is written once.</summary>
    internal static ImmutableArray<Text> NewTexts(IEnumerable<Text?> given, IEnumerable<TextRef?> stored)
        => [.. given.OfType<Text>().Where(text => !stored.Contains(text.Ref))];

    public static implicit operator Decision(Refusal refusal) => new([], [], refusal);
}
