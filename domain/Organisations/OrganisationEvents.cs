using System.Collections.Immutable;

namespace IdeaStorage.Domain.Organisations;

/// <param name="OrganisationId">The organisation.</param>
/// <param name="Kind">Company, university, institute or support agency.</param>
/// <param name="RegistrationNumber">Business registration number, ten digits, unique; null if not known.</param>
/// <param name="Name">Its name, as a text.</param>
/// <param name="Details">Where it is and what it does.</param>
/// <param name="Source">System and id that it was imported from (<c>krx:060310</c>), unique; null otherwise.</param>
/// <param name="By">Who registered it.</param>
/// <param name="At">When.</param>
[EventName("organisation.registered.v1")]
public sealed record OrganisationRegistered(
    string OrganisationId, OrganisationKind Kind, string? RegistrationNumber, TextRef Name, OrganisationDetails Details,
    string? Source, string By, DateTimeOffset At) : IEvent;

[EventName("organisation.changed.v1")]
public sealed record OrganisationChanged(
    TextRef Name, OrganisationDetails Details, string By, DateTimeOffset At) : IEvent;

/// <summary>What an organisation's events say of it beside its name.</summary>
/// <param name="Region">Province or metropolitan city, Korean short form (경기, 부산), or null.</param>
/// <param name="Complex">The industrial complex, or null.</param>
/// <param name="Industries">KSIC codes, 10th revision, with the section letter: <c>C27</c>, <c>C2611</c>.</param>
/// <param name="Tags">Free words.</param>
/// <param name="Products">What it makes, as a text.</param>
/// <param name="Offers">What it can give a partner.</param>
/// <param name="Needs">What it looks for in a partner.</param>
/// <param name="HomePage">An http or https address, or null.</param>
public sealed record OrganisationDetails(
    string? Region, string? Complex, ImmutableArray<string> Industries, ImmutableArray<string> Tags,
    TextRef? Products, TextRef? Offers, TextRef? Needs, string? HomePage)
{
    /// <summary>By what the lists hold.</summary>
    public bool Equals(OrganisationDetails? other)
        => other is not null && Region == other.Region && Complex == other.Complex
            && Industries.SequenceEqual(other.Industries) && Tags.SequenceEqual(other.Tags)
            && Products == other.Products && Offers == other.Offers && Needs == other.Needs
            && HomePage == other.HomePage;

    public override int GetHashCode() => HashCode.Combine(Region, Complex, Industries.Length, Tags.Length, HomePage);
}
