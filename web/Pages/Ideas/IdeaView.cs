using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>What the page of an idea shows.</summary>
/// <param name="Page">The idea with comments and history.</param>
/// <param name="Rights">What is offered.</param>
/// <param name="Input">What was typed and could not be carried out.</param>
public sealed record IdeaView(IdeaPage Page, IdeaRights Rights, IdeaInput Input)
{
    public IdeaDetail Idea => Page.Idea;

    /// <summary>The place of the comment that is being answered; -1: none.</summary>
    public int ReplyAt { get; } = IndexOf(Page.Comments, Input.ReplyTo);

    private static int IndexOf(IReadOnlyList<CommentItem> comments, string? id)
    {
        for (var at = 0; id is not null && at < comments.Count; at++)
            if (comments[at].Id == id)
                return at;
        return -1;
    }
}

/// <summary>Forms of an idea's page, shown again with what was wrong.</summary>
/// <param name="ReplyTo">The comment being answered, or null.</param>
/// <param name="Comment">A comment that was refused.</param>
/// <param name="CommentRefusal">Why.</param>
/// <param name="Stage">A stage that was refused.</param>
/// <param name="StageReason">Its reason.</param>
/// <param name="StageTarget">The idea to merge into, as it was typed.</param>
/// <param name="StageRefusal">Why.</param>
/// <param name="Participants">Organisations of the project that were to stay, or null before a try.</param>
/// <param name="NewParticipants">Those to join, as they were typed.</param>
/// <param name="ParticipantsRefusal">Why they could not.</param>
public sealed record IdeaInput(
    string? ReplyTo = null, string Comment = "", Refusal? CommentRefusal = null,
    IdeaStage? Stage = null, string StageReason = "", string StageTarget = "",
    Refusal? StageRefusal = null, IReadOnlyList<string>? Participants = null, string NewParticipants = "",
    Refusal? ParticipantsRefusal = null)
{
    /// <summary>The first thing that was refused.</summary>
    public Refusal? Refusal => CommentRefusal ?? StageRefusal ?? ParticipantsRefusal;
}
