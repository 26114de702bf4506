using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Silo.Import;

/// <summary>What an import of ideas is going to make, in the order in which it has to be made.</summary>
/// <param name="Clusters">Mini-clusters that the ideas land in.</param>
/// <param name="Authors">Members without a password who wrote there.</param>
/// <param name="Ideas">Ideas.</param>
/// <param name="Comments">Comments, those of one idea in the order of time.</param>
public sealed record ContentPlan(
    ImmutableArray<PlannedCluster> Clusters,
    ImmutableArray<PlannedAuthor> Authors,
    ImmutableArray<PlannedIdea> Ideas,
    ImmutableArray<PlannedComment> Comments);

/// <param name="Source">Where it came from; its id follows from it.</param>
/// <param name="Name">Its name, within the limits of names.</param>
/// <param name="Description">Markdown.</param>
public sealed record PlannedCluster(string Source, string Name, string Description)
{
    public string Id { get; } = ImportKeys.IdOf(Source);
}

/// <param name="MemberId">Follows from the name, without holding it.</param>
/// <param name="Handle">Unique; made up.</param>
/// <param name="DisplayName">The name there, or words for an unknown author.</param>
/// <param name="Locale">The language of that system.</param>
/// <param name="Clusters">Ids of the clusters that they wrote in.</param>
public sealed record PlannedAuthor(
    string MemberId, string Handle, string DisplayName, string Locale, ImmutableArray<string> Clusters);

/// <param name="Place">Where it stands in its file.</param>
/// <param name="Source">Where it came from; its id follows from it.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Tags">Possibly none.</param>
/// <param name="Stage">Its stage in our words.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="ImportedSupport">Votes for it less votes against it, when the voters are not known.</param>
/// <param name="PostedAt">When it was posted there.</param>
public sealed record PlannedIdea(
    RecordPlace Place, string Source, string ClusterId, string Title, string Body, ImmutableArray<string> Tags,
    IdeaStage Stage, string AuthorId, int ImportedSupport, DateTimeOffset PostedAt)
{
    public string Id { get; } = ImportKeys.IdOf(Source);
}

/// <param name="Place">Where it stands in its file.</param>
/// <param name="Source">Where it came from; its id follows from it.</param>
/// <param name="IdeaId">The idea that it answers.</param>
/// <param name="Body">Markdown.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="PostedAt">When it was posted there.</param>
public sealed record PlannedComment(
    RecordPlace Place, string Source, string IdeaId, string Body, string AuthorId, DateTimeOffset PostedAt)
{
    public string Id { get; } = ImportKeys.IdOf(Source);
}
