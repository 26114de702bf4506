using System.Collections.Immutable;
using IdeaStorage.Domain.Members;

namespace IdeaStorage.Storage.ReadModels.Members;

/// <summary>A member as lists show them.</summary>
public record MemberItem
{
    public required string Id { get; init; }
    public string Handle { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string? OrganisationId { get; init; }
    public string? OrganisationName { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];
    public bool IsOperator { get; init; }
    public MemberOrigin Origin { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A member with their places. Address, language and wishes are for the member's own eyes.</summary>
public sealed record MemberDetail : MemberItem
{
    public string Locale { get; init; } = "";
    public string? Email { get; init; }

    /// <summary>Whether recommendations may use what the member does.</summary>
    public bool UsesActivity { get; init; }

    /// <summary>The member's version, for ETag and If-Match.</summary>
    public long Version { get; init; }

    public IReadOnlyList<MemberCluster> Clusters { get; init; } = [];
}

/// <summary>What everyone may know of a member.</summary>
public sealed record MemberProfile
{
    public required string Id { get; init; }
    public string DisplayName { get; init; } = "";

    /// <summary>The user name; null where it is an e-mail address, which is contact data.</summary>
    public string? Handle { get; init; }

    public string? OrganisationId { get; init; }
    public string? OrganisationName { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];
    public IReadOnlyList<MemberCluster> Clusters { get; init; } = [];

    /// <summary>When the account was made.</summary>
    public DateTimeOffset JoinedAt { get; init; }

    public static MemberProfile Of(MemberDetail member) => Of((MemberItem)member) with { Clusters = member.Clusters };

    /// <summary>Without the clusters, as in a list.</summary>
    public static MemberProfile Of(MemberItem member) => new()
    {
        Id = member.Id,
        DisplayName = member.DisplayName,
        Handle = member.Handle.Contains('@', StringComparison.Ordinal) ? null : member.Handle,
        OrganisationId = member.OrganisationId,
        OrganisationName = member.OrganisationName,
        Tags = member.Tags,
        JoinedAt = member.CreatedAt,
    };
}

/// <summary>A cluster that a member belongs to.</summary>
public sealed record MemberCluster
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public bool IsCoordinator { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>An organisation that a member blocks, for the member's own eyes.</summary>
public sealed record BlockedOrganisation
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; init; }
}
