using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Pages.Parts;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>Writing an idea: new or edited, with a preview, similar ideas and suggested tags.</summary>
internal static class PostIdeaPages
{
    private const int SimilarMax = 5;
    private const int SuggestionsMax = 8;
    private const int TitleCharactersForSimilar = 4;

    public static async Task<IResult> New(Visit visit) => visit.Page<PostIdeaPage>(new
    {
        Form = new IdeaForm
        {
            ClusterId = visit.Query("cluster") ?? "",
            Once = visit.NewId(),
            Clusters = await ClustersAsync(visit),
        },
    });

    public static async Task<IResult> Post(Visit visit, PostedForm form)
    {
        var input = IdeaForm.Of(form);
        if (form["action"] == "preview")
            return await ShowAsync(visit, input with { ShowsPreview = true });
        var context = visit.CommandOnce(form, input.ClusterId, input.Title, input.Body);
        var id = context.MayRepeat ? DerivedId.From(context.CommandId, "idea") : visit.NewId();
        var isDraft = form["action"] == "draft";
        var result = await visit.Grain<IIdeaGrain>(id).Post(new PostIdea(
            context, input.ClusterId, visit.NewText(input.Title), visit.NewText(input.Body), IdeaForm.TagsOf(form),
            isDraft));
        return result.IsAccepted
            ? visit.GoTo($"/ideas/{result.Value.Id}", isDraft ? "flash.drafted" : "flash.posted")
            : await ShowAsync(visit, input with { Refusal = result.Refusal });
    }

    public static async Task<IResult> Edit(Visit visit) =>
        await FindEditableAsync(visit) is not { } idea
            ? visit.NotFound()
            : visit.Page<PostIdeaPage>(new
            {
                Form = new IdeaForm
                {
                    IdeaId = idea.Id,
                    Version = idea.Version,
                    Title = idea.Title,
                    Body = idea.Body,
                    Tags = string.Join(", ", idea.Tags),
                },
            });

    public static async Task<IResult> PostEdit(Visit visit, PostedForm form)
    {
        var input = IdeaForm.Of(form) with { IdeaId = visit.Id() };
        if (form["action"] == "preview")
            return await ShowAsync(visit, input with { ShowsPreview = true });
        var result = await visit.Grain<IIdeaGrain>(visit.Id()).Edit(new EditIdea(
            visit.Command(), visit.NewText(input.Title), visit.NewText(input.Body), IdeaForm.TagsOf(form),
            input.Version));
        return result.IsAccepted
            ? visit.GoTo($"/ideas/{visit.Id()}", "flash.edited")
            : await ShowAsync(visit, input with { Refusal = result.Refusal });
    }

    /// <summary>htmx: the rendered Markdown of the form.</summary>
    public static Task<IResult> Preview(Visit visit, PostedForm form) =>
        Task.FromResult(visit.Page<PreviewPart>(new { Body = form["body"] }));

    /// <summary>htmx: ideas like the one being written.</summary>
    public static async Task<IResult> Similar(Visit visit) =>
        visit.Page<SimilarPart>(new { Ideas = await SimilarAsync(visit, visit.Query("title") ?? "", "") });

    /// <summary>htmx: industries for the tag being typed, the last one of the field or the one to filter by.</summary>
    public static Task<IResult> SuggestTags(Visit visit)
    {
        var filter = visit.Query("tag");
        var typed = (filter ?? visit.Query("tags") ?? "").Split(',')[^1].Trim().TrimStart('#');
        var found = visit.Get<KsicCatalogue>().Tree.Search(typed, SuggestionsMax)
            .Where(entry => entry.Code.Length >= 3)
            .Select(entry => (entry.Code, TagNames.NameOf(entry, visit.Texts)));
        return Task.FromResult(visit.Page<TagSuggestions>(new
        {
            Found = found.ToList(),
            Into = filter is null ? "tags" : "filter-tag",
        }));
    }

    private static async Task<IResult> ShowAsync(Visit visit, IdeaForm input) => visit.Page<PostIdeaPage>(
        new
        {
            Form = input with
            {
                Clusters = input.IdeaId is null ? await ClustersAsync(visit) : [],
                Similar = input.IdeaId is null ? await SimilarAsync(visit, input.Title, input.Body) : [],
            },
        },
        input.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK);

    private static async Task<IReadOnlyList<(string, string)>> ClustersAsync(Visit visit)
    {
        var member = await visit.Get<MemberQueries>().FindAsync(visit.Member!.MemberId, visit.Cancellation);
        return [.. (member?.Clusters ?? []).Select(cluster => (cluster.Id, cluster.Name))];
    }

    private static async Task<IReadOnlyList<IdeaItem>> SimilarAsync(Visit visit, string title, string body) =>
        title.Trim().Length < TitleCharactersForSimilar
            ? []
            : await visit.Get<SimilarIdeas>().FindAsync(
                title, body, SimilarMax, cancellationToken: visit.Cancellation);

    private static async Task<IdeaDetail?> FindEditableAsync(Visit visit)
    {
        var idea = await visit.Get<IdeaQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation);
        return idea is not null
            && IdeaRights.Of(idea, visit.Member, await visit.StandingInAsync(idea.ClusterId), visit.At).MayEdit
            ? idea
            : null;
    }
}
