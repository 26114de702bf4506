namespace IdeaStorage.Domain.Members;

/// <summary>Every "no" of members, named as its rule.</summary>
public static class MemberRefusals
{
    public static Refusal MemberNotFound => Refuse.NotFound("memberId");

    public static Refusal MemberExistsAlready => Refuse.Conflict();

    /// <summary>Regardless of case.</summary>
    public static Refusal UserNameIsTaken => Refuse.Conflict("userName");

    public static Refusal EmailIsTaken => Refuse.Conflict("email");

    public static Refusal OnlyOperatorsMayRegisterOthers => Refuse.Forbidden();

    public static Refusal OnlyTheMemberMayChange => Refuse.Forbidden();

    public static Refusal OnlyTheMemberMayAnswer => Refuse.Forbidden();

    public static Refusal OnlyTheMemberMayBlock => Refuse.Forbidden();

    public static Refusal OwnOrganisationCannotBeBlocked => Refuse.Conflict("organisationId");

    /// <summary>Argument: the most.</summary>
    public static Refusal MemberBlockedTooMuch => Refuse.Conflict(null, [MemberLimits.OrganisationsBlockedMax]);

    public static Refusal IntroductionNotFound => Refuse.NotFound();

    public static Refusal OwnOrganisationNeedsNoIntroduction => Refuse.Conflict();

    /// <summary>The author of the idea belongs to none, so there is nobody to be introduced to.</summary>
    public static Refusal AuthorHasNoOrganisation => Refuse.Conflict();

    /// <summary>Argument: the most.</summary>
    public static Refusal MemberAwaitsTooManyIntroductions
        => Refuse.Conflict(null, [MemberLimits.IntroductionsOpenMax]);

    public static Refusal OnlyTheMemberMayWithdrawIntroductions => Refuse.Forbidden();

    public static Refusal OnlyCoordinatorsMayIntroduce => Refuse.Forbidden();

    public static Refusal OwnIntroductionIsMadeByOthers => Refuse.Forbidden();

    public static Refusal IntroductionIsConcludedAlready => Refuse.Conflict();

    public static Refusal IntroductionIsWithdrawn => Refuse.Conflict();

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal IntroductionNoteLengthOutOfRange(int actual) => Refuse.Invalid(
        "note",
        [MemberLimits.IntroductionNoteCharactersMin, MemberLimits.IntroductionNoteCharactersMax, actual]);

    public static Refusal OnlyOperatorsMayAppointOperators => Refuse.Forbidden();

    public static Refusal OrganisationIsUnknown => Refuse.Invalid("organisationId");

    /// <summary>Argument: the known ones.</summary>
    public static Refusal LocaleIsUnknown => Refuse.Invalid("locale", [string.Join(", ", MemberLimits.Locales)]);

    /// <summary>Argument: the most.</summary>
    public static Refusal MemberAnsweredTooMuch => Refuse.Conflict(null, [MemberLimits.RecommendationAnswersMax]);

    /// <summary>Letters, digits and - . _ @ + only. Arguments: least, most, found (characters).</summary>
    public static Refusal UserNameIsNotValid(int actual) => Refuse.Invalid(
        "userName", [MemberLimits.UserNameCharactersMin, MemberLimits.UserNameCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal DisplayNameLengthOutOfRange(int actual) => Refuse.Invalid(
        "displayName", [MemberLimits.DisplayNameCharactersMin, MemberLimits.DisplayNameCharactersMax, actual]);

    /// <summary>Not of the form <c>name@domain</c>, or too long. Argument: the most characters.</summary>
    public static Refusal EmailIsNotValid => Refuse.Invalid("email", [MemberLimits.EmailCharactersMax]);
}
