namespace IdeaStorage.Domain.Ideas;

/// <summary>Where an idea stands in its life. Stored by name.</summary>
public enum IdeaStage
{
    Draft = 0,
    Open = 1,
    InReview = 2,
    Selected = 3,
    InProject = 4,
    Realised = 5,
    Declined = 6,
    Retired = 7,
    Merged = 8,
}

/// <summary>Who sees an idea or a comment.</summary>
public enum Visibility
{
    /// <summary>Everyone.</summary>
    Visible = 0,

    /// <summary>Its author and the coordinators of its cluster; may be restored.</summary>
    Hidden = 1,

    /// <summary>
    /// Its author and the coordinators of its cluster; everyone else sees that something was removed.
    /// </summary>
    Removed = 2,
}

/// <summary>Limits of ideas and comments. Characters are Unicode scalar values.</summary>
public static class IdeaLimits
{
    public const int TitleCharactersMin = 4;
    public const int TitleCharactersMax = 120;
    public const int BodyCharactersMin = 20;
    public const int BodyCharactersMax = 20_000;
    public const int TagsPerIdeaMin = 1;
    public const int TagsPerIdeaMax = 10;
    public const int CommentCharactersMin = 1;
    public const int CommentCharactersMax = 5_000;
    public const int CommentDepthMax = 4;
    public const int CommentsPerIdeaMax = 20_000;
    public const int StageReasonCharactersMin = 2;
    public const int StageReasonCharactersMax = 1_000;

    /// <summary>More organisations than this run no project of a mini-cluster together.</summary>
    public const int ParticipantsPerIdeaMax = 50;

    /// <summary>How long an author may edit what they wrote; coordinators may always.</summary>
    public static readonly TimeSpan AuthorEditWindow = TimeSpan.FromHours(24);
}
