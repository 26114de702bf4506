using IdeaStorage.Domain;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Organisations;

namespace IdeaStorage.Web.Api.Organisations;

/// <summary>Companies, universities, institutes and support agencies.</summary>
internal static class Organisations
{
    public static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        api.MapRead("/organisations", List).Answers<Page<OrganisationItem>>()
            .Takes(Parameters.Kind, Parameters.Region, Parameters.Industry, Parameters.Search, Parameters.After,
                Parameters.Limit)
            .Says("Organisations by name, or by how well they match a search.");
        api.MapWrite("POST", "/organisations", ApiJson.Web.NewOrganisationBody, Register)
            .Answers<Receipt>(StatusCodes.Status201Created).Says("Register an organisation.");
        api.MapRead("/organisations/{id}", Read).Answers<OrganisationDetail>().Says("One organisation.");
        api.MapWrite("PATCH", "/organisations/{id}", ApiJson.Web.EditOrganisationBody, Edit).Answers<Receipt>()
            .Says("Change an organisation; what is not given stays, null or an empty text takes it away.");
    }

    private static async Task<Answer> List(Call call)
    {
        var query = new Query(call, "kind", "region", "industry", "q", Query.After, Query.Limit);
        var filter = new OrganisationFilter
        {
            Kind = query.Choice<OrganisationKind>("kind"),
            Region = query.Text("region"),
            Industry = query.Text("industry"),
            Text = query.Text("q"),
            After = query.Text(Query.After),
            Limit = query.Rows(),
        };
        return query.Fault is { } fault
            ? call.Refuse(fault)
            : call.Page(
                await call.Get<OrganisationQueries>().ListAsync(filter, call.Cancellation),
                ApiJson.Web.PageOrganisationItem);
    }

    private static async Task<Answer> Register(Call call, NewOrganisationBody body)
    {
        var id = call.NewId();
        var description = new OrganisationDescription(
            call.Text(body.Name), body.Region, body.Complex, Call.Tags(body.Industries), Call.Tags(body.Tags),
            call.TextOrNull(body.Products), call.TextOrNull(body.Offers), call.TextOrNull(body.Needs), body.HomePage);
        var command = new RegisterOrganisation(call.Context, body.Kind, body.RegistrationNumber, description);
        var result = await call.Grains.GetGrain<IOrganisationGrain>(id).Register(command);
        return call.Created("/api/v1/organisations", result);
    }

    private static async Task<Answer> Read(Call call)
    {
        var organisation = await call.Get<OrganisationQueries>().FindAsync(call.Id(), call.Cancellation);
        return organisation is null
            ? call.Refuse(OrganisationRefusals.OrganisationNotFound)
            : Answer.Ok(organisation, ApiJson.Web.OrganisationDetail, organisation.Version);
    }

    private static async Task<Answer> Edit(Call call, EditOrganisationBody body)
    {
        var present = await call.Get<OrganisationQueries>().FindAsync(call.Id(), call.Cancellation);
        if (present is null)
            return call.Refuse(OrganisationRefusals.OrganisationNotFound);
        var description = new OrganisationDescription(
            call.Text(body.Name ?? present.Name), OrNone(body.Region.Or(present.Region)),
            OrNone(body.Complex.Or(present.Complex)), Call.TagsOrNull(body.Industries) ?? present.Industries,
            Call.TagsOrNull(body.Tags) ?? present.Tags, call.TextOrNull(OrNone(body.Products.Or(present.Products))),
            call.TextOrNull(OrNone(body.Offers.Or(present.Offers))),
            call.TextOrNull(OrNone(body.Needs.Or(present.Needs))), OrNone(body.HomePage.Or(present.HomePage)));
        // Without If-Match, what was merged is still what was read: a change in between is refused, not undone.
        var command = new ChangeOrganisation(call.Context, description);
        var grain = call.Grains.GetGrain<IOrganisationGrain>(present.Id);
        return await call.ChangeIfMatchAsync(
            seen => grain.Change(command with { ExpectedVersion = seen ?? present.Version }));
    }

    private static string? OrNone(string? text) => text is { Length: > 0 } ? text : null;
}
