using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using Orleans;

namespace IdeaStorage.Silo.Import;

/// <summary>
/// Carries out a <see cref="ContentPlan"/>: clusters, then their authors, then ideas, then comments, so that whatever a
/// record names is there before it.
/// </summary>
internal sealed class ContentImport(IGrainFactory grains, ImportRun run)
{
    private int _clustersMade;
    private int _membersMade;

    /// <summary>Clusters and members that were made now.</summary>
    public IReadOnlyDictionary<string, int> Created =>
        new Dictionary<string, int> { ["clusters"] = _clustersMade, ["members"] = _membersMade };

    /// <exception cref="InvalidOperationException">A cluster or an author was refused.</exception>
    public async Task ApplyAsync(
        ContentPlan plan, ImportSection ideas, ImportSection? comments, CancellationToken cancellationToken)
    {
        foreach (var cluster in plan.Clusters) await MakeAsync(cluster, cancellationToken);
        await ImportRun.ForEachAsync(plan.Authors, MakeAsync, cancellationToken);
        await ImportRun.ForEachAsync(plan.Ideas, (idea, token) => ImportAsync(idea, ideas, token), cancellationToken);
        if (comments is null) return;

        // One idea's comments go one after the other, which keeps their order; the ideas go side by side.
        await ImportRun.ForEachAsync(
            plan.Comments.GroupBy(comment => comment.IdeaId),
            async (group, token) =>
            {
                foreach (var comment in group) await ImportAsync(comment, comments, token);
            },
            cancellationToken);
    }

    private async Task MakeAsync(PlannedCluster cluster, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IMiniClusterGrain>(cluster.Id);
        var (isMade, refusal) = await run.MakeAsync(
            cluster.Source,
            context => grain.Create(new CreateCluster(
                context,
                TextOf(cluster.Source, "name", cluster.Name),
                TextOf(cluster.Source, "description", cluster.Description),
                [], ClusterRules.Default, cluster.Source)),
            cancellationToken);
        Require(refusal, cluster.Source);
        if (isMade) Interlocked.Increment(ref _clustersMade);
    }

    private async Task MakeAsync(PlannedAuthor author, CancellationToken cancellationToken)
    {
        var key = "member:" + author.MemberId;
        var (isMade, refusal) = await RegisterAsync(author, key, author.Handle, cancellationToken);
        if (refusal?.Name == MemberRefusals.UserNameIsTaken.Name)
        {
            // Someone chose this very name before the import came.
            var handle = $"{author.Handle}-{author.MemberId[..8]}";
            (isMade, refusal) = await RegisterAsync(author, key, handle, cancellationToken);
        }

        Require(refusal, key);
        if (isMade) Interlocked.Increment(ref _membersMade);
        foreach (var cluster in author.Clusters)
        {
            // The cluster's rules may have changed since an earlier run; authors stay authors without being members.
            await run.MakeAsync(
                $"member:{author.MemberId}@{cluster}",
                context => grains.GetGrain<IMiniClusterGrain>(cluster).Join(new JoinCluster(context, author.MemberId)),
                cancellationToken);
        }
    }

    private Task<(bool IsMade, Refusal? Refusal)> RegisterAsync(
        PlannedAuthor author, string key, string handle, CancellationToken cancellationToken) => run.MakeAsync(
            key,
            context => grains.GetGrain<IMemberGrain>(author.MemberId).Register(new RegisterMember(
                context, new Profile(author.MemberId, handle, author.DisplayName), MemberOrigin.Imported,
                author.Locale)),
            cancellationToken);

    private Task ImportAsync(PlannedIdea idea, ImportSection section, CancellationToken cancellationToken) =>
        run.ImportAsync(
            section, idea.Place, idea.Source,
            context => grains.GetGrain<IIdeaGrain>(idea.Id).Import(new ImportIdea(
                context, idea.ClusterId,
                TextOf(idea.Source, "title", idea.Title), TextOf(idea.Source, "body", idea.Body),
                idea.Tags, idea.Stage, idea.AuthorId, idea.ImportedSupport, idea.Source, idea.PostedAt)),
            cancellationToken);

    private Task ImportAsync(PlannedComment comment, ImportSection section, CancellationToken cancellationToken) =>
        run.ImportAsync(
            section, comment.Place, comment.Source,
            context => grains.GetGrain<IIdeaGrain>(comment.IdeaId).ImportComment(new ImportComment(
                context, comment.Id, null, TextOf(comment.Source, "body", comment.Body), comment.AuthorId,
                comment.Source, comment.PostedAt)),
            cancellationToken);

    private static Text TextOf(string source, string part, string content) =>
        NewText.Of(ImportKeys.IdOf($"{source}#{part}"), content);

    private static void Require(Refusal? refusal, string what)
    {
        if (refusal is not null) throw new InvalidOperationException($"{what} was refused: {refusal.Name}.");
    }
}
