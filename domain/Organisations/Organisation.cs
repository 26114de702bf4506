namespace IdeaStorage.Domain.Organisations;

/// <summary>A company, university, institute or support agency (기관), as far as rules need it.</summary>
public sealed record Organisation : IAggregate<Organisation>
{
    public static Organisation Empty { get; } = new();

    /// <summary>Empty before the first event.</summary>
    public string Id { get; init; } = "";

    public OrganisationKind Kind { get; init; }

    /// <summary>Ten digits, or null.</summary>
    public string? RegistrationNumber { get; init; }

    public TextRef? Name { get; init; }

    public OrganisationDetails? Details { get; init; }

    /// <summary>Where it was imported from, or null.</summary>
    public string? Source { get; init; }

    public string RegisteredBy { get; init; } = "";

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    public bool Exists => Id.Length > 0;

    public Organisation Apply(IEvent change) => Fold(change) with { Version = Version + 1 };

    private Organisation Fold(IEvent change) => change switch
    {
        OrganisationRegistered e => new Organisation
        {
            Id = e.OrganisationId,
            Kind = e.Kind,
            RegistrationNumber = e.RegistrationNumber,
            Name = e.Name,
            Details = e.Details,
            Source = e.Source,
            RegisteredBy = e.By,
            Version = Version,
        },
        OrganisationChanged e => this with { Name = e.Name, Details = e.Details },
        _ => this,
    };
}
