using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Web.Api;

namespace IdeaStorage.Web.Pages.MiniClusters;

/// <summary>Changing a mini-cluster: coordinators its texts, tags and rules, operators its lifecycle too.</summary>
internal static class EditClusterPages
{
    public static async Task<IResult> Edit(Visit visit)
    {
        var cluster = await FindAsync(visit);
        return WhyNot(visit, cluster) ?? visit.Page<EditClusterPage>(new { Form = EditClusterForm.Of(cluster!) });
    }

    public static async Task<IResult> PostEdit(Visit visit, PostedForm form)
    {
        var cluster = await FindAsync(visit);
        if (WhyNot(visit, cluster) is { } refused)
            return refused;
        var input = EditClusterForm.Of(cluster!, form);
        var result = await visit.Grain<IMiniClusterGrain>(cluster!.Id).Change(new ChangeCluster(
            visit.Command(), visit.NewText(input.Name), visit.NewText(input.Description), [.. form.Tags("tags")],
            input.Rules, input.Lifecycle, input.Version));
        return result.IsAccepted
            ? visit.GoTo($"/clusters/{cluster.Id}", "flash.edited")
            : visit.Page<EditClusterPage>(
                new { Form = input with { Refusal = result.Refusal } }, Problems.StatusOf(result.Refusal));
    }

    private static Task<ClusterDetail?> FindAsync(Visit visit) =>
        visit.Get<ClusterQueries>().FindAsync(visit.Id(), visit.Viewer, visit.Cancellation);

    /// <summary>What is said instead of the form, or null; the domain has the last word.</summary>
    private static IResult? WhyNot(Visit visit, ClusterDetail? cluster)
    {
        if (cluster is null)
            return visit.NotFound();
        return visit.Viewer.Moderates(cluster.Id)
            ? null
            : visit.Refused(MiniClusterRefusals.OnlyCoordinatorsMayChangeClusters);
    }
}

/// <summary>The form of a mini-cluster being edited, as it is shown and shown again.</summary>
public sealed record EditClusterForm
{
    public string Id { get; init; } = "";
    public long? Version { get; init; }
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public string Tags { get; init; } = "";
    public ClusterRules Rules { get; init; } = ClusterRules.Default;

    /// <summary>Where the cluster stands, whatever was chosen.</summary>
    public ClusterLifecycle Present { get; init; }

    /// <summary>What was chosen; null: it stays.</summary>
    public ClusterLifecycle? Lifecycle { get; init; }

    public Refusal? Refusal { get; init; }

    internal static EditClusterForm Of(ClusterDetail cluster) => new()
    {
        Id = cluster.Id,
        Version = cluster.Version,
        Name = cluster.Name,
        Description = cluster.Description,
        Tags = string.Join(", ", cluster.Tags),
        Rules = cluster.Rules,
        Present = cluster.Lifecycle,
    };

    internal static EditClusterForm Of(ClusterDetail cluster, PostedForm form) => Of(cluster) with
    {
        Version = long.TryParse(form["version"], out var version) ? version : null,
        Name = form["name"],
        Description = form["description"],
        Tags = form["tags"],
        Rules = cluster.Rules with
        {
            Posting = PageCommands.ChoiceOf<ClusterAccess>(form["posting"]) ?? cluster.Rules.Posting,
            Commenting = PageCommands.ChoiceOf<ClusterAccess>(form["commenting"]) ?? cluster.Rules.Commenting,
            Joining = PageCommands.ChoiceOf<ClusterAccess>(form["joining"]) ?? cluster.Rules.Joining,
        },
        Lifecycle = PageCommands.ChoiceOf<ClusterLifecycle>(form["lifecycle"]),
    };
}
