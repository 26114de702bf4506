using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>The form of an idea, new or edited, as it is shown and shown again.</summary>
public sealed record IdeaForm
{
    /// <summary>The idea being edited, or null for a new one.</summary>
    public string? IdeaId { get; init; }

    /// <summary>The version that the editor saw.</summary>
    public long? Version { get; init; }

    public string ClusterId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";
    public string Tags { get; init; } = "";
    public string Once { get; init; } = "";
    public bool ShowsPreview { get; init; }
    public Refusal? Refusal { get; init; }

    /// <summary>The clusters that the member may post in: id and name.</summary>
    public IReadOnlyList<(string Id, string Name)> Clusters { get; init; } = [];

    public IReadOnlyList<IdeaItem> Similar { get; init; } = [];

    internal static IdeaForm Of(PostedForm form) => new()
    {
        ClusterId = form["clusterId"],
        Title = form["title"],
        Body = form["body"],
        Tags = form["tags"],
        Once = form["once"],
        Version = long.TryParse(form["version"], out var version) ? version : null,
    };

    internal static ImmutableArray<string> TagsOf(PostedForm form) => [.. form.Tags("tags")];
}
