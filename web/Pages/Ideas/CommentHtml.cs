using System.Globalization;
using System.Net;
using System.Text;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Prose;
using Microsoft.AspNetCore.Components;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>
/// The comments of an idea as HTML, in one pass: a page has up to 200 of them, and a component for each would cost more
/// than everything else on it.
/// </summary>
internal sealed class CommentHtml(IdeaDetail idea, IdeaRights rights, SignedIn? member, DateTimeOffset now, Texts texts)
{
    private const int CharactersPerComment = 900;

    public MarkupString Of(IReadOnlyList<CommentItem> comments, int from, int to, ProseRenderer prose)
    {
        var html = new StringBuilder((to - from) * CharactersPerComment);
        for (var at = from; at < to; at++)
            Put(html, comments[at], prose);
        return new MarkupString(html.ToString());
    }

    private void Put(StringBuilder html, CommentItem comment, ProseRenderer prose)
    {
        html.Append("<li class=\"site-comment depth-").Append(comment.Depth)
            .Append("\" id=\"c-").Append(Encode(comment.Id)).Append("\"><p class=\"site-meta\">")
            .Append("<strong><a class=\"site-member\" href=\"/members/").Append(Encode(comment.AuthorId)).Append("\">")
            .Append(Encode(comment.AuthorName)).Append("</a></strong>");
        if (comment.OrganisationName is { } organisation)
            html.Append("<span>").Append(Encode(organisation)).Append("</span>");
        html.Append("<a href=\"#c-").Append(Encode(comment.Id)).Append("\"><time datetime=\"")
            .Append(comment.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Append("\">").Append(Encode(SiteTime.Write(comment.CreatedAt, texts))).Append("</time></a>");
        if (comment.Revision > 1)
            html.Append("<a href=\"/comments/").Append(Encode(comment.Id)).Append("/versions\">")
                .Append(Encode(texts["page.edited"])).Append("</a>");
        html.Append("</p>");
        if (comment.Visibility != Visibility.Visible)
            html.Append("<p class=\"site-hidden\">")
                .Append(Encode(texts["page.comment." + comment.Visibility])).Append("</p>");
        if (comment.Body is { } body)
            html.Append("<div class=\"site-prose\">").Append(prose.Render(body)).Append("</div>");
        if (member is not null)
            PutLinks(html, comment);
        html.Append("</li>");
    }

    private void PutLinks(StringBuilder html, CommentItem comment)
    {
        html.Append("<p class=\"site-comment-links\">");
        if (rights.MayComment && comment.Visibility == Visibility.Visible)
            PutLink(html, $"/ideas/{idea.Id}?reply={comment.Id}#reply", "page.comment.reply", comment);
        if (IdeaRights.MayEditComment(comment, member, rights.Moderates, now))
            PutLink(html, $"/comments/{comment.Id}/edit", "page.edit", comment);
        if (comment.AuthorId != member!.MemberId && comment.Body is not null)
            PutLink(html, $"/comments/{comment.Id}/flag", "page.flag", comment);
        html.Append("</p>");
    }

    private void PutLink(StringBuilder html, string address, string key, CommentItem comment)
    {
        var label = Encode(texts[key]);
        html.Append("<a href=\"").Append(Encode(address)).Append("\" aria-label=\"").Append(label).Append(": ")
            .Append(Encode(comment.AuthorName)).Append("\">").Append(label).Append("</a>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
