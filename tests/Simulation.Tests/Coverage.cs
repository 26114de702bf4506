namespace IdeaStorage.Simulation.Tests;

/// <summary>What can go wrong in a run.</summary>
internal enum Fault
{
    /// <summary>The database lost a whole group at its commit.</summary>
    FailedCommit,

    /// <summary>The commit was done, but its answer did not reach the grain.</summary>
    LostAnswer,

    /// <summary>A commit that took seconds.</summary>
    SlowCommit,

    /// <summary>A commit that took longer than callers wait.</summary>
    CallerGaveUp,

    /// <summary>A group of which some appends were committed and others refused.</summary>
    PartlyRefusedGroup,

    /// <summary>The database could not be read.</summary>
    FailedRead,

    /// <summary>A process ended without a word; what it had not sent to the database is lost.</summary>
    Crash,

    /// <summary>A process crashed while a write of its was on the way, and the write arrived after it.</summary>
    WriteAfterCrash,

    /// <summary>A process stopped in an orderly way and another took over.</summary>
    Restart,

    /// <summary>Two processes at a time on one database, as in a cluster that is cut in two.</summary>
    Partition,

    /// <summary>The same grain was active twice, and one of both lost its append to the other.</summary>
    DuplicateActivation,

    /// <summary>A tail was given an event that it had handled.</summary>
    DuplicateDelivery,

    /// <summary>A tail was given an event after a later one.</summary>
    LateDelivery,

    /// <summary>A tail's handling failed.</summary>
    FailedHandling,

    /// <summary>A tail's handling took longer than it may.</summary>
    SlowHandling,

    /// <summary>A tail gave up on an event, and an operator had it tried again.</summary>
    ParkedEvent,
}

/// <summary>What members do, and what else happens to their commands.</summary>
internal enum Act
{
    PostIdea, KeepDraft, PublishDraft, EditIdea, PostComment, AnswerComment, EditComment, SupportIdea, WithdrawSupport,
    FollowIdea, UnfollowIdea, ChangeStage, ChangeParticipants, FlagIdea, FlagComment, DecideCase, RestoreContent,
    CreateCluster, ChangeCluster, JoinCluster, LeaveCluster, AppointCoordinator, DismissCoordinator, RegisterMember,
    ChangeMember, AppointOperator, AnswerRecommendation, ConcludeIntroduction, WithdrawIntroduction, BlockOrganisation,
    UnblockOrganisation, RegisterOrganisation, ChangeOrganisation,

    /// <summary>An edit of a version that is no longer the present one.</summary>
    EditStaleVersion,

    /// <summary>Something that no state allows, by a name that is known beforehand.</summary>
    BreakRule,
}

/// <summary>How a command ended.</summary>
internal enum Ending
{
    /// <summary>It changed something.</summary>
    Effective,

    /// <summary>It was accepted and changed nothing, because it held already.</summary>
    HeldAlready,

    Refused,

    /// <summary>Its outcome was never told; the log knows it.</summary>
    Untold,

    /// <summary>It was sent again, after an answer or without one.</summary>
    Repeated,
}

/// <summary>Counts what really happened, so that a test can prove that the simulation leaves nothing out.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Count(Fault fault, int times = 1) => Add($"fault {fault}", times);

    public void Count(Act act, Ending ending) => Add($"{act} {ending}", 1);

    public void Count(string what) => Add(what, 1);

    public long Of(Fault fault) => _counts.GetValueOrDefault($"fault {fault}");

    public long Of(Act act, Ending ending) => _counts.GetValueOrDefault($"{act} {ending}");

    public void Add(Coverage other)
    {
        foreach (var (name, count) in other._counts)
            Add(name, count);
    }

    private void Add(string name, long times) => _counts[name] = _counts.GetValueOrDefault(name) + times;
}
