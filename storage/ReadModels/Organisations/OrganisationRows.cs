using System.Collections.Immutable;
using IdeaStorage.Domain.Organisations;

namespace IdeaStorage.Storage.ReadModels.Organisations;

/// <summary>Which organisations. What is null does not matter.</summary>
public sealed record OrganisationFilter
{
    public OrganisationKind? Kind { get; init; }

    /// <summary>The region, exactly as organisations carry it (경기, 부산).</summary>
    public string? Region { get; init; }

    /// <summary>A KSIC code; takes the codes below it too.</summary>
    public string? Industry { get; init; }

    /// <summary>Words to find; the list is then ordered by how well they are found, else by name.</summary>
    public string? Text { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>An organisation as lists show it.</summary>
public record OrganisationItem
{
    public required string Id { get; init; }
    public OrganisationKind Kind { get; init; }
    public string Name { get; init; } = "";
    public string? Region { get; init; }
    public string? Complex { get; init; }

    /// <summary>KSIC codes with their section letter.</summary>
    public ImmutableArray<string> Industries { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];
    public string Products { get; init; } = "";

    /// <summary>Members of ours who belong to it.</summary>
    public int Members { get; init; }

    internal string NameKey { get; init; } = "";
    internal double SortScore { get; init; }
}

/// <summary>An organisation with all that is said of it.</summary>
public sealed record OrganisationDetail : OrganisationItem
{
    public string? RegistrationNumber { get; init; }
    public string? Source { get; init; }
    public string Offers { get; init; } = "";
    public string Needs { get; init; } = "";
    public string? HomePage { get; init; }
    public required string RegisteredBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The organisation's version, for ETag and If-Match.</summary>
    public long Version { get; init; }
}
