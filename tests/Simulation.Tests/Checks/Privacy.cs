using System.Collections.Immutable;
using System.Globalization;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Simulation.Tests.Members;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Moderation;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>Who sees what: nobody what they may not, and everybody what they may.</summary>
/// <remarks>It asks much of the database, so a visitor and a few members are asked each time, whom chance
/// names.</remarks>
internal sealed class Privacy(History history, Tables tables, Chance chance)
{
    private const int MembersAsked = 2;

    private readonly IReadOnlyList<MiniCluster> _clusters = [.. history.All<MiniCluster>()];
    private readonly IReadOnlyList<Idea> _ideas = [.. history.All<Idea>()];
    private readonly IdeaQueries _queries = tables.Get<IdeaQueries>();

    public async Task CheckAsync()
    {
        foreach (var viewer in Viewers())
        {
            var seen = _ideas.Where(idea => Sees(viewer, idea)).Select(idea => idea.Id).Order().ToList();
            await CheckListAsync(viewer, seen);
            foreach (var idea in _ideas)
                await CheckIdeaAsync(viewer, idea, seen.Contains(idea.Id));
            await CheckNoticesAsync(viewer);
        }
    }

    private IEnumerable<Viewer> Viewers() => Enumerable.Range(0, MembersAsked)
        .Select(_ => chance.Of(new Known().Members))
        .Select(member => new Viewer(
            member, member == Known.Operator,
            [.. _clusters.Where(cluster => cluster.Coordinators.Contains(member)).Select(cluster => cluster.Id)]))
        .Prepend(Viewer.Visitor);

    private static bool Sees(Viewer viewer, Idea idea)
    {
        if (viewer.MemberId == idea.AuthorId)
            return true;
        return idea.Stage != IdeaStage.Draft
            && (idea.Visibility == Visibility.Visible || viewer.Moderates(idea.ClusterId));
    }

    private async Task CheckListAsync(Viewer viewer, List<string> seen)
    {
        var list = await _queries.ListAsync(new IdeaFilter { Limit = PageLimits.ItemsMax }, viewer);
        SimulationFailure.Unless(
            list.Value!.Items.Select(item => item.Id).Order().SequenceEqual(seen),
            $"{Name(viewer)} is shown {string.Join(' ', list.Value.Items.Select(item => item.Id).Order())}, "
            + $"and may see {string.Join(' ', seen)}.");
    }

    private async Task CheckIdeaAsync(Viewer viewer, Idea idea, bool isSeen)
    {
        var page = await _queries.FindPageAsync(idea.Id, viewer);
        SimulationFailure.Unless((page is not null) == isSeen, $"{Name(viewer)}: the page of {idea.Id} is wrong.");
        SimulationFailure.Unless(
            isSeen || (await _queries.ListVersionsAsync(idea.Id, viewer)).Count == 0,
            $"{Name(viewer)} reads versions of {idea.Id}.");
        var isPublic = idea.Visibility == Visibility.Visible && idea.Stage != IdeaStage.Draft;
        if (!isSeen || isPublic)
            await CheckSearchAsync(viewer, idea.Body!.Id, isSeen ? idea.Id : null);
        foreach (var (id, comment) in idea.Comments.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var mayRead = isSeen && (comment.Visibility == Visibility.Visible || comment.AuthorId == viewer.MemberId
                || viewer.Moderates(idea.ClusterId));
            var shown = page?.Comments.SingleOrDefault(item => item.Id == id);
            SimulationFailure.Unless(
                (shown?.Body is not null) == mayRead, $"{Name(viewer)}: comment {id} of {idea.Id} is shown wrongly.");
            SimulationFailure.Unless(
                mayRead || (await _queries.ListCommentVersionsAsync(id, viewer)).Count == 0,
                $"{Name(viewer)} reads versions of comment {id}.");
            if (!mayRead || (isPublic && comment.Visibility == Visibility.Visible))
                await CheckSearchAsync(viewer, comment.BodyId, mayRead ? idea.Id : null);
        }
    }

    // The word of a text leads to its idea, or to nothing for those who may not read it.
    private async Task CheckSearchAsync(Viewer viewer, string textId, string? leadsTo)
    {
        var found = await _queries.ListAsync(new IdeaFilter { Text = Acts.WordOf(textId) }, viewer);
        SimulationFailure.Unless(
            found.Value!.Items.Select(item => item.Id).SequenceEqual(leadsTo is null ? [] : [leadsTo]),
            $"{Name(viewer)} finds {string.Join(' ', found.Value.Items.Select(item => item.Id))} by {textId}.");
    }

    // The author and those who had flagged it by then are told of each decision, once.
    private async Task CheckNoticesAsync(Viewer viewer)
    {
        if (viewer.MemberId is not { } member)
            return;
        var expected = history.Events.Where(recorded => recorded.Event is CaseDecided).Select(recorded =>
            {
                var state = (Case)history.StatesOf(recorded.Stream)[(int)recorded.Version];
                var isTold = state.Target!.AuthorId == member || state.Flags.ContainsKey(member);
                return isTold ? Tell(state.Target.CaseId, state.Decision!.Value, recorded.Event.At) : null;
            })
            .OfType<string>().Order(StringComparer.Ordinal).ToImmutableArray();
        var notices = await tables.Get<CaseQueries>().ListNoticesAsync(viewer, limit: PageLimits.ItemsMax);
        var told = notices.Value!.Items.Select(notice => Tell(notice.CaseId, notice.Decision, notice.At))
            .Order(StringComparer.Ordinal);
        SimulationFailure.Unless(
            told.SequenceEqual(expected.Take(PageLimits.ItemsMax)),
            $"{member} was told {string.Join(", ", told)}, not {string.Join(", ", expected)}.");
    }

    // Tables keep times to the millisecond.
    private static string Tell(string caseId, CaseDecision decision, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{caseId} {decision} {at.ToUnixTimeMilliseconds()}");

    private static string Name(Viewer viewer) => viewer.MemberId ?? "A visitor";
}
