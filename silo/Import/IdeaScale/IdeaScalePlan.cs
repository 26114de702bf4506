using System.Collections.Immutable;
using System.Globalization;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// Plans the import of an IdeaScale export: ideas with authors, tags, stages and votes, campaigns as mini-clusters,
/// comments with authors and times. Pure: the same files and time give the same plan.
/// </summary>
/// <remarks>
/// <c>Vote Up</c> less <c>Vote Down</c> is the imported support; <c>Total Votes</c> counts only where the two are
/// absent. An idea or comment with a broken date is kept, with the nearest date that is known for it.
/// </remarks>
internal sealed class IdeaScalePlan
{
    private const string Origin = "ideascale";
    private const string UnknownAuthor = "알 수 없는 작성자 (IdeaScale)";
    private const string UnnamedCampaign = "IdeaScale";
    private const int TitleCharacters = 60;
    private const int VotesMax = 1_000_000_000;

    private readonly Dictionary<string, PlannedCluster> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private readonly AuthorBook _authors = new(Origin, UnknownAuthor, "en");
    private readonly Dictionary<string, PlannedIdea> _ideas = [];
    private readonly ImportSection _section;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _fallback;

    private IdeaScalePlan(IReadOnlyList<CsvRecord> ideas, ImportSection section, DateTimeOffset now)
    {
        (_section, _now) = (section, now);
        var dates = ideas.Select(idea => IdeaScaleDates.Read(idea[IdeaScaleColumns.PostedAt], now));
        _fallback = dates.OfType<DateTimeOffset>().DefaultIfEmpty(now).Min();
    }

    /// <summary>Plans both files.</summary>
    /// <param name="ideas">Records of the ideas file.</param>
    /// <param name="ideasSection">Takes what is to be said of them.</param>
    /// <param name="comments">Records of the comments file.</param>
    /// <param name="commentsSection">Takes what is to be said of them.</param>
    /// <param name="now">When the import runs; nothing can have been written later.</param>
    public static ContentPlan Make(
        IReadOnlyList<CsvRecord> ideas, ImportSection ideasSection,
        IReadOnlyList<CsvRecord> comments, ImportSection commentsSection, DateTimeOffset now)
    {
        var plan = new IdeaScalePlan(ideas, ideasSection, now);
        foreach (var idea in ideas) plan.Add(idea);
        var planned = IdeaScaleComments.Make(comments, commentsSection, plan._ideas, plan._authors, now);
        return new ContentPlan(
            [.. plan._clusters.Values], plan._authors.ToPlan(),
            [.. plan._ideas.Values.OrderBy(idea => idea.PostedAt)], planned);
    }

    private void Add(CsvRecord record)
    {
        var id = record[IdeaScaleColumns.IdeaId];
        if (id == "")
        {
            _section.Skip(record.Place, ImportReasons.Missing(IdeaScaleColumns.IdeaId.Name));
            return;
        }

        if (_ideas.TryGetValue(id, out var earlier))
        {
            _section.Skip(record.Place, ImportReasons.Duplicate(id, earlier.Place.Record));
            return;
        }

        var (title, body) = TextsOf(record);
        if (title == "")
        {
            _section.Skip(record.Place, ImportReasons.Missing(IdeaScaleColumns.Title.Name));
            return;
        }

        var cluster = ClusterOf(record);
        _ideas[id] = new PlannedIdea(
            record.Place, $"{Origin}:{id}", cluster.Id, title, body, TagsOf(record), StageOf(record),
            AuthorOf(record, cluster), SupportOf(record), PostedAtOf(record));
    }

    private (string Title, string Body) TextsOf(CsvRecord record)
    {
        var title = HtmlText.ToLine(record[IdeaScaleColumns.Title]);
        var body = IdeaScaleBodies.Of(record);
        if (title == "" && HtmlText.ToLine(record[IdeaScaleColumns.Details]) is { Length: > 0 } details)
        {
            title = Titles.From(details, TitleCharacters);
            _section.Warn(record.Place, ImportReasons.TitleMissing(title));
        }

        if (body == "" && title != "")
        {
            _section.Warn(record.Place, ImportReasons.BodyMissing);
            body = title;
        }

        return (title, body);
    }

    private PlannedCluster ClusterOf(CsvRecord record)
    {
        var name = HtmlText.ToLine(record[IdeaScaleColumns.Campaign]);
        if (name == "") name = UnnamedCampaign;
        if (!_clusters.TryGetValue(name, out var cluster))
        {
            cluster = new PlannedCluster(
                $"{Origin}-campaign:{name}",
                Titles.From(name, MiniClusterLimits.NameCharactersMax),
                $"IdeaScale 캠페인 ‘{name}’에서 옮겨 온 아이디어입니다.\n\nIdeas brought from the IdeaScale campaign “{name}”.");
            _clusters[name] = cluster;
        }

        return cluster;
    }

    private string AuthorOf(CsvRecord record, PlannedCluster cluster)
    {
        var name = HtmlText.ToLine(record[IdeaScaleColumns.Author]);
        if (name == "") _section.Warn(record.Place, ImportReasons.AuthorMissing);
        return _authors.IdOf(name, cluster.Id);
    }

    private ImmutableArray<string> TagsOf(CsvRecord record)
    {
        var (tags, dropped) = FreeTags.From(HtmlText.ToLine(record[IdeaScaleColumns.Tags]).Split(',', ';'));
        if (!dropped.IsEmpty) _section.Warn(record.Place, ImportReasons.TagsDropped(dropped));
        return tags;
    }

    private IdeaStage StageOf(CsvRecord record)
    {
        // What was private there must not become public by moving.
        if (bool.TryParse(record[IdeaScaleColumns.IsPrivate], out var isPrivate) && isPrivate)
        {
            _section.Warn(record.Place, ImportReasons.KeptPrivate);
            return IdeaStage.Draft;
        }

        var stage = record[IdeaScaleColumns.Stage];
        if (stage == "" || IdeaScaleStages.Of(stage) is not { } known)
        {
            if (stage != "") _section.Warn(record.Place, ImportReasons.StageUnknown(stage));
            return IdeaStage.Open;
        }

        return known;
    }

    private int SupportOf(CsvRecord record)
    {
        var hasBoth = record[IdeaScaleColumns.VotesUp] != "" && record[IdeaScaleColumns.VotesDown] != "";
        return hasBoth
            ? NumberOf(record, IdeaScaleColumns.VotesUp) - NumberOf(record, IdeaScaleColumns.VotesDown)
            : NumberOf(record, IdeaScaleColumns.Votes);
    }

    private int NumberOf(CsvRecord record, CsvColumn column)
    {
        var cell = record[column];
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands;
        if (cell == "") return 0;
        var isNumber = int.TryParse(cell, Style, CultureInfo.InvariantCulture, out var number);
        if (isNumber && Math.Abs((long)number) <= VotesMax) return number;
        _section.Warn(record.Place, ImportReasons.NumberUnreadable(column.Name, cell));
        return 0;
    }

    private DateTimeOffset PostedAtOf(CsvRecord record)
    {
        var cell = record[IdeaScaleColumns.PostedAt];
        if (IdeaScaleDates.Read(cell, _now) is { } time) return time;
        var instead = IdeaScaleDates.Read(record[IdeaScaleColumns.StageChangedAt], _now) ?? _fallback;
        _section.Warn(record.Place, ImportReasons.DateUnreadable(cell, instead));
        return instead;
    }
}
