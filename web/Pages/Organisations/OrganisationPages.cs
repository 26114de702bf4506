using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Pages.Recommendations;
using Microsoft.AspNetCore.Http.Extensions;

namespace IdeaStorage.Web.Pages.Organisations;

/// <summary>Organisations: the list, one with its members, registering and changing it.</summary>
internal static class OrganisationPages
{
    /// <summary>The newest ones; a link leads to all.</summary>
    private const int ProjectsShown = 5;

    public static async Task<IResult> List(Visit visit)
    {
        var filter = new OrganisationFilter
        {
            Kind = visit.QueryChoice<OrganisationKind>("kind"),
            Region = visit.Query("region"),
            Industry = visit.Query("industry"),
            Text = visit.Query("q"),
            After = visit.Query("after"),
        };
        var found = await visit.Get<OrganisationQueries>().ListAsync(filter, visit.Cancellation);
        if (!found.IsAccepted)
            return visit.Refused(found.Refusal);
        var next = found.Value.Next is { } cursor ? AddressOf(filter, cursor) : null;
        return visit.IsPartial && filter.After is not null
            ? visit.Page<OrganisationRows>(new { found.Value.Items, Next = next })
            : visit.Page<OrganisationListPage>(new { found.Value.Items, Next = next, Filter = filter });
    }

    public static async Task<IResult> Show(Visit visit)
    {
        var organisations = visit.Get<OrganisationQueries>();
        if (await organisations.FindAsync(visit.Id(), visit.Cancellation) is not { } organisation)
            return visit.NotFound();
        visit.NoteOpening(RecommendedKind.Organisation, organisation.Id);
        // Who belongs to it is for members only, as in the API.
        var members = visit.Member is null
            ? null
            : await organisations.ListMembersAsync(
                organisation.Id, visit.Query("after"), cancellationToken: visit.Cancellation);
        if (members is { IsAccepted: false })
            return visit.Refused(members.Refusal);
        var projects = await visit.Get<IdeaQueries>().ListAsync(
            new IdeaFilter { ParticipantId = organisation.Id, Limit = ProjectsShown }, visit.Viewer,
            visit.Cancellation);
        return visit.Page<OrganisationPage>(new
        {
            Organisation = organisation,
            Projects = projects.Value,
            Members = members?.Value,
            MayEdit = MayEdit(visit, organisation),
            IsBlocked = await IsBlockedAsync(visit, organisation.Id),
        });
    }

    public static Task<IResult> New(Visit visit) =>
        Task.FromResult(visit.Page<EditOrganisationPage>(new { Form = new OrganisationForm { Belongs = true } }));

    /// <summary>Registers it and, if so wished, makes it the member's own organisation.</summary>
    public static async Task<IResult> Register(Visit visit, PostedForm form)
    {
        var input = OrganisationForm.Of(form);
        var id = visit.NewId();
        var result = await visit.Grain<IOrganisationGrain>(id).Register(new RegisterOrganisation(
            visit.Command(), input.Kind, form.OrNull("registrationNumber"), DescriptionOf(visit, form)));
        if (!result.IsAccepted)
            return Again(visit, input with { Refusal = result.Refusal });
        if (input.Belongs)
        {
            await visit.Grain<IMemberGrain>(visit.Member!.MemberId).Change(
                new ChangeMember(visit.Command(), OrganisationId: id));
            visit.Get<MemberDirectory>().Forget(visit.Member.MemberId);
        }
        return visit.GoTo($"/organisations/{id}", "flash.organisationRegistered");
    }

    public static async Task<IResult> Edit(Visit visit) =>
        await visit.Get<OrganisationQueries>().FindAsync(visit.Id(), visit.Cancellation) is { } organisation
        && MayEdit(visit, organisation)
            ? visit.Page<EditOrganisationPage>(new { Form = OrganisationForm.Of(organisation) })
            : visit.NotFound();

    public static async Task<IResult> PostEdit(Visit visit, PostedForm form)
    {
        var input = OrganisationForm.Of(form) with { Id = visit.Id() };
        var result = await visit.Grain<IOrganisationGrain>(visit.Id()).Change(new ChangeOrganisation(
            visit.Command(), DescriptionOf(visit, form), input.Version));
        return result.IsAccepted
            ? visit.GoTo($"/organisations/{visit.Id()}", "flash.edited")
            : Again(visit, input with { Refusal = result.Refusal });
    }

    private static IResult Again(Visit visit, OrganisationForm input) =>
        visit.Page<EditOrganisationPage>(new { Form = input }, Problems.StatusOf(input.Refusal!));

    private static OrganisationDescription DescriptionOf(Visit visit, PostedForm form) => new(
        visit.NewText(form["name"]), form.OrNull("region"), form.OrNull("complex"), CodesOf(form),
        [.. form.Tags("tags")], visit.NewTextOrNull(form["products"]), visit.NewTextOrNull(form["offers"]),
        visit.NewTextOrNull(form["needs"]), form.OrNull("homePage"));

    private static ImmutableArray<string> CodesOf(PostedForm form) => [.. form.Tags("industries")];

    /// <summary>Null for a visitor, and of one's own.</summary>
    private static async Task<bool?> IsBlockedAsync(Visit visit, string organisationId)
    {
        if (visit.Member is not { } member
            || await visit.Get<MemberQueries>().FindAsync(member.MemberId, visit.Cancellation) is not { } self
            || self.OrganisationId == organisationId)
            return null;
        var blocked = await visit.Get<BlockQueries>().ListIdsAsync(member.MemberId, visit.Cancellation);
        return blocked.Contains(organisationId);
    }

    /// <summary>Whoever registered it, and operators; the domain has the last word.</summary>
    private static bool MayEdit(Visit visit, OrganisationDetail organisation) =>
        visit.Member is { } member && (member.IsOperator || organisation.RegisteredBy == member.MemberId);

    private static string AddressOf(OrganisationFilter filter, string after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[]
        {
            ("kind", filter.Kind?.ToString()), ("region", filter.Region), ("industry", filter.Industry),
            ("q", filter.Text), ("after", after),
        })
            if (value is not null)
                query.Add(name, value);
        return "/organisations" + query;
    }
}

/// <summary>The form of an organisation, new or edited, as it is shown and shown again.</summary>
public sealed record OrganisationForm
{
    /// <summary>The organisation being edited, or null for a new one.</summary>
    public string? Id { get; init; }

    public long? Version { get; init; }
    public OrganisationKind Kind { get; init; }
    public string Name { get; init; } = "";
    public string RegistrationNumber { get; init; } = "";
    public string Region { get; init; } = "";
    public string Complex { get; init; } = "";
    public string Industries { get; init; } = "";
    public string Tags { get; init; } = "";
    public string Products { get; init; } = "";
    public string Offers { get; init; } = "";
    public string Needs { get; init; } = "";
    public string HomePage { get; init; } = "";

    /// <summary>Whether the member belongs to it.</summary>
    public bool Belongs { get; init; }

    public Refusal? Refusal { get; init; }

    internal static OrganisationForm Of(PostedForm form) => new()
    {
        Version = long.TryParse(form["version"], out var version) ? version : null,
        Kind = PageCommands.ChoiceOf<OrganisationKind>(form["kind"]) ?? OrganisationKind.Company,
        Name = form["name"],
        RegistrationNumber = form["registrationNumber"],
        Region = form["region"],
        Complex = form["complex"],
        Industries = form["industries"],
        Tags = form["tags"],
        Products = form["products"],
        Offers = form["offers"],
        Needs = form["needs"],
        HomePage = form["homePage"],
        Belongs = form.Has("belongs"),
    };

    internal static OrganisationForm Of(OrganisationDetail organisation) => new()
    {
        Id = organisation.Id,
        Version = organisation.Version,
        Kind = organisation.Kind,
        Name = organisation.Name,
        Region = organisation.Region ?? "",
        Complex = organisation.Complex ?? "",
        Industries = string.Join(", ", organisation.Industries),
        Tags = string.Join(", ", organisation.Tags),
        Products = organisation.Products,
        Offers = organisation.Offers,
        Needs = organisation.Needs,
        HomePage = organisation.HomePage ?? "",
    };
}
