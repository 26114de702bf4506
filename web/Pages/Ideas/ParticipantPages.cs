using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>Which organisations take part in the project that came of an idea.</summary>
internal static class ParticipantPages
{
    /// <summary>Those of the ticked boxes stay; those of the lines join.</summary>
    public static async Task<IResult> Post(Visit visit, PostedForm form)
    {
        var (ticked, typed) = (form.All("participant"), form["organisationIds"]);
        var joining = await FindAsync(visit, typed);
        var refusal = joining.Refusal ?? (await visit.Grain<IIdeaGrain>(visit.Id()).ChangeParticipants(
            new ChangeParticipants(
                visit.Command(), [.. ticked.Select(id => IdeaPages.IdOf(id) ?? ""), .. joining.Value!],
                long.TryParse(form["version"], out var version) ? version : null))).Refusal;
        return refusal is null
            ? visit.GoTo($"/ideas/{visit.Id()}", "flash.participantsChanged")
            // Who was named by somebody else meanwhile stays, unless this one is asked again.
            : await IdeaPages.Show(visit, new IdeaInput(
                Participants: Precondition.IsStale(refusal) ? null : ticked, NewParticipants: typed,
                ParticipantsRefusal: refusal));
    }

    /// <summary>The organisations of these lines, each a name that only one has, or an address.</summary>
    private static async Task<Result<IReadOnlyList<string>>> FindAsync(Visit visit, string typed)
    {
        var organisations = visit.Get<OrganisationQueries>();
        var lines = typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = new List<string>();
        foreach (var line in lines.Take(IdeaLimits.ParticipantsPerIdeaMax + 1))
        {
            var id = await organisations.FindNamedAsync(line, visit.Cancellation) ?? IdeaPages.IdOf(line) ?? "-";
            if (id == "-")
                return IdeaRefusals.ParticipantIsUnknown(line);
            found.Add(id);
        }

        return found;
    }
}
