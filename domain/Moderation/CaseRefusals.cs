namespace IdeaStorage.Domain.Moderation;

/// <summary>Every "no" of moderation, named as its rule.</summary>
public static class CaseRefusals
{
    public static Refusal CaseNotFound => Refuse.NotFound();

    public static Refusal OwnContentCannotBeFlagged => Refuse.Forbidden();

    /// <summary>The member flagged the target before, for another reason.</summary>
    public static Refusal ContentIsFlaggedOnce => Refuse.Conflict();

    /// <summary>The command's target is not the one that the case is about.</summary>
    public static Refusal CaseIsAboutAnotherTarget => Refuse.Conflict();

    /// <summary>Argument: the most.</summary>
    public static Refusal CaseHasTooManyFlags => Refuse.Conflict(null, [CaseLimits.FlagsPerCaseMax]);

    public static Refusal OnlyCoordinatorsMayDecide => Refuse.Forbidden();

    public static Refusal OwnContentIsDecidedByOthers => Refuse.Forbidden();

    /// <summary>A new flag opens it again; hidden or removed content can be restored without one.</summary>
    public static Refusal CaseIsDecidedAlready => Refuse.Conflict("decision");

    public static Refusal OnlyHiddenContentCanBeRestored => Refuse.Conflict("decision");

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal FlagNoteLengthOutOfRange(int actual)
        => Refuse.Invalid("note", [0, CaseLimits.NoteCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal DecisionReasonLengthOutOfRange(int actual)
        => Refuse.Invalid("reason", [CaseLimits.ReasonCharactersMin, CaseLimits.ReasonCharactersMax, actual]);
}
