using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Domain.Organisations;

/// <summary>
/// What is said of an organisation, with its prose: see <see cref="OrganisationDetails"/> for each field.
/// </summary>
[GenerateSerializer, Immutable, Alias("organisation-description")]
public sealed record OrganisationDescription(
    [property: Id(0)] Text Name,
    [property: Id(1)] string? Region,
    [property: Id(2)] string? Complex,
    [property: Id(3)] ImmutableArray<string> Industries,
    [property: Id(4)] ImmutableArray<string> Tags,
    [property: Id(5)] Text? Products,
    [property: Id(6)] Text? Offers,
    [property: Id(7)] Text? Needs,
    [property: Id(8)] string? HomePage);

[GenerateSerializer, Immutable, Alias("register-organisation")]
public sealed record RegisterOrganisation(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] OrganisationKind Kind,
    [property: Id(2)] string? RegistrationNumber,
    [property: Id(3)] OrganisationDescription Description,
    [property: Id(4)] string? Source = null) : ICommand;

/// <param name="Context">Who and when: an operator, or whoever registered it.</param>
/// <param name="Description">The whole new description.</param>
/// <param name="ExpectedVersion">
/// The version that the editor saw: refused if the edited content changed after it. Null: whatever it is.
/// </param>
[GenerateSerializer, Immutable, Alias("change-organisation")]
public sealed record ChangeOrganisation(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] OrganisationDescription Description,
    [property: Id(3)] long? ExpectedVersion = null) : ICommand;
