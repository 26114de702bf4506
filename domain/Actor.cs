using Orleans;

namespace IdeaStorage.Domain;

/// <summary>
/// Who acts. Roles inside a cluster are not here: the cluster itself knows them (<c>ClusterStanding</c>).
/// </summary>
/// <param name="MemberId">The acting member, or <see cref="SystemId"/>.</param>
/// <param name="IsOperator">Whether the member is staff of the agency.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor([property: Id(0)] string MemberId, [property: Id(1)] bool IsOperator = false)
{
    /// <summary>The id under which the program itself acts (imports, demo data).</summary>
    public const string SystemId = "system";

    /// <summary>The program itself; it may do what an operator may.</summary>
    public static Actor System { get; } = new(SystemId, IsOperator: true);
}

/// <summary>What every command brings: who, when, and the id that makes a repetition harmless.</summary>
/// <param name="Actor">Who acts.</param>
/// <param name="At">When, in UTC, read from the clock at the edge.</param>
/// <param name="CommandId">Unique per command; the same id twice gives the same answer and changes nothing.</param>
/// <param name="MayRepeat">
/// Whether the caller chose the id (an <c>Idempotency-Key</c>), so that the log is asked for it before deciding.
/// </param>
[GenerateSerializer, Immutable, Alias("command-context")]
public sealed record CommandContext(
    [property: Id(0)] Actor Actor,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string CommandId,
    [property: Id(3)] bool MayRepeat = false);

/// <summary>A wish to change one aggregate, in the imperative.</summary>
public interface ICommand
{
    CommandContext Context { get; }
}
