namespace IdeaStorage.Domain.Ideas;

/// <summary>Every "no" of ideas and comments, named as its rule.</summary>
public static class IdeaRefusals
{
    public static Refusal IdeaNotFound => Refuse.NotFound();

    public static Refusal CommentNotFound => Refuse.NotFound();

    /// <summary>The comment to be answered does not exist under this idea.</summary>
    public static Refusal ParentCommentNotFound => Refuse.NotFound("parentId");

    /// <summary>The id, or the source of an import, belongs to another idea already.</summary>
    public static Refusal IdeaExistsAlready => Refuse.Conflict();

    public static Refusal CommentExistsAlready => Refuse.Conflict();

    public static Refusal OnlyClusterMembersMayPost => Refuse.Forbidden();

    public static Refusal OnlyClusterMembersMayComment => Refuse.Forbidden();


    public static Refusal ClosedClustersTakeNoNewIdeas => Refuse.Conflict("clusterId");

    public static Refusal OnlyOperatorsMayImport => Refuse.Forbidden();

    /// <summary>Neither its author within 24 hours, nor a coordinator of its cluster.</summary>
    public static Refusal OnlyAuthorsForADayOrCoordinatorsMayEdit => Refuse.Forbidden();

    public static Refusal OwnIdeaCannotBeSupported => Refuse.Forbidden();

    /// <summary>Votes count from publication until the idea is realised, declined, retired or merged.</summary>
    public static Refusal OnlyLiveIdeasTakeSupport => Refuse.Conflict();

    public static Refusal DraftsTakeNoComments => Refuse.Conflict();

    /// <summary>The discussion goes on at the idea that it was merged into.</summary>
    public static Refusal MergedIdeasTakeNoComments => Refuse.Conflict();

    public static Refusal HiddenIdeasTakeNoAnswers => Refuse.Conflict();

    public static Refusal HiddenCommentsTakeNoAnswers => Refuse.Conflict("parentId");

    public static Refusal RemovedIdeasDoNotChange => Refuse.Conflict();

    public static Refusal RemovedCommentsDoNotChange => Refuse.Conflict();

    /// <summary>The cluster's rules name others for this stage.</summary>
    public static Refusal StageIsMovedByOthers => Refuse.Forbidden("stage");

    /// <summary>
    /// No other idea of the same cluster that everyone may see and that was not merged itself; or none was named.
    /// </summary>
    public static Refusal MergeTargetIsNotValid => Refuse.Invalid("targetId");

    /// <summary>A target was named for another stage than merged.</summary>
    public static Refusal OnlyMergingTakesATarget => Refuse.Invalid("targetId");

    /// <summary>Whoever may not bring an idea into its project may not say either who takes part in it.</summary>
    public static Refusal ParticipantsAreNamedByOthers => Refuse.Forbidden();

    /// <summary>An idea is a project from the stage in project on, until it is declined or retired.</summary>
    public static Refusal OnlyProjectsHaveParticipants => Refuse.Conflict();

    /// <summary>There is no organisation of this id. Argument: the id.</summary>
    public static Refusal ParticipantIsUnknown(string organisationId)
        => Refuse.Invalid("organisationIds", [organisationId]);

    /// <summary>Arguments: the most, found.</summary>
    public static Refusal ProjectHasTooManyParticipants(int actual)
        => Refuse.Invalid("organisationIds", [IdeaLimits.ParticipantsPerIdeaMax, actual]);

    /// <summary>Argument: the most.</summary>
    public static Refusal IdeaHasTooManyComments => Refuse.Conflict(null, [IdeaLimits.CommentsPerIdeaMax]);

    /// <summary>No arrow leads there. Arguments: from, to.</summary>
    public static Refusal StageCannotFollow(IdeaStage from, IdeaStage to) => Refuse.Conflict("stage", [from, to]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal IdeaTitleLengthOutOfRange(int actual)
        => Refuse.Invalid("title", [IdeaLimits.TitleCharactersMin, IdeaLimits.TitleCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal IdeaBodyLengthOutOfRange(int actual)
        => Refuse.Invalid("body", [IdeaLimits.BodyCharactersMin, IdeaLimits.BodyCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal CommentLengthOutOfRange(int actual)
        => Refuse.Invalid("body", [IdeaLimits.CommentCharactersMin, IdeaLimits.CommentCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal StageReasonLengthOutOfRange(int actual)
        => Refuse.Invalid("reason", [IdeaLimits.StageReasonCharactersMin, IdeaLimits.StageReasonCharactersMax, actual]);
}
