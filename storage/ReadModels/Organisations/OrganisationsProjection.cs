using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Organisations;

/// <summary>Organisations with their industries and the number of their members.</summary>
internal sealed class OrganisationsProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO organisations (
            id, position, kind, registration_number, source, registered_by, created_at, members, version, name_id,
            name_key, region, complex, industries, tags, products_id, offers_id, needs_id, home_page)
        VALUES (
            @p0, @p1, @p2, @p3, @p4, @p5, @p6,
            (SELECT COUNT(*) FROM organisation_members WHERE organisation_id = @p0), @p7, @p8,
            @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17)
        """;

    private const string Update =
        """
        UPDATE organisations
        SET version = @p1, name_id = @p2, name_key = @p3, region = @p4, complex = @p5, industries = @p6, tags = @p7,
            products_id = @p8, offers_id = @p9, needs_id = @p10, home_page = @p11
        WHERE id = @p0
        """;

    private const string DeleteIndustries = "DELETE FROM organisation_industries WHERE organisation_id = @p0";

    private const string InsertIndustry =
        "INSERT INTO organisation_industries (code, organisation_id) VALUES (@p0, @p1)";

    /// <summary>Runs before the member's row changes, so it knows the organisation that the member leaves.</summary>
    private const string CountLeaver =
        """
        UPDATE organisations SET members = members - 1
        WHERE id = (SELECT organisation_id FROM organisation_members WHERE member_id = @p0)
        """;

    private const string DeleteMember = "DELETE FROM organisation_members WHERE member_id = @p0";

    private const string InsertMember =
        "INSERT INTO organisation_members (member_id, organisation_id) VALUES (@p0, @p1)";

    private const string CountJoiner = "UPDATE organisations SET members = members + 1 WHERE id = @p0";

    public string Name => "organisations";

    public IReadOnlyList<string> Tables { get; } = ["organisations", "organisation_industries", "organisation_members"];

    /// <summary>Members are other streams.</summary>
    public IReadOnlyList<string> AfterRebuild { get; } =
    [
        """
        UPDATE organisations SET members = (
            SELECT COUNT(*) FROM organisation_members m WHERE m.organisation_id = organisations.id)
        """,
    ];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts)
    {
        var id = recorded.AggregateId();
        return recorded.Event switch
        {
            OrganisationRegistered e => Registered(recorded, e, texts),
            OrganisationChanged e => Changed(id, recorded.Version, e, texts),
            MemberOrganisationChanged { OrganisationId: { } organisationId } =>
            [
                new(CountLeaver, id),
                new(DeleteMember, id),
                new(InsertMember, id, organisationId),
                new(CountJoiner, organisationId),
            ],
            MemberOrganisationChanged => [new(CountLeaver, id), new(DeleteMember, id)],
            _ => [],
        };
    }

    private static IEnumerable<Statement> Registered(
        RecordedEvent recorded, OrganisationRegistered e, ITextSource texts)
    {
        var d = e.Details;
        yield return new(
            Insert, e.OrganisationId, recorded.Position, $"{e.Kind}", e.RegistrationNumber, e.Source, e.By,
            e.At.Milliseconds(), recorded.Version, e.Name.Id, KoreanAnalyser.Fold(texts.Read(e.Name.Id)), d.Region,
            d.Complex, Rows.Join(d.Industries), Rows.Join(d.Tags), d.Products?.Id, d.Offers?.Id, d.Needs?.Id,
            d.HomePage);
        foreach (var statement in Industries(e.OrganisationId, d))
            yield return statement;
    }

    private static IEnumerable<Statement> Changed(string id, long version, OrganisationChanged e, ITextSource texts)
    {
        var d = e.Details;
        yield return new(
            Update, id, version, e.Name.Id, KoreanAnalyser.Fold(texts.Read(e.Name.Id)), d.Region, d.Complex,
            Rows.Join(d.Industries), Rows.Join(d.Tags), d.Products?.Id, d.Offers?.Id, d.Needs?.Id, d.HomePage);
        yield return new(DeleteIndustries, id);
        foreach (var statement in Industries(id, d))
            yield return statement;
    }

    private static IEnumerable<Statement> Industries(string id, OrganisationDetails details) =>
        details.Industries.Distinct().Select(code => new Statement(InsertIndustry, code, id));
}
