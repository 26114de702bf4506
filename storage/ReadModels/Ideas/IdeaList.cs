using System.Text;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>The statement for one page of a list of ideas: first the page's ids in order, then their rows.</summary>
internal sealed class IdeaList
{
    /// <summary>A tag that so many ideas have is common: its page is likely among the first in the order.</summary>
    public const int CommonIdeas = 500;

    /// <summary>In which a common tag's page is looked for, before all of its ideas are read and sorted.</summary>
    public const int WalkedIdeas = 4_000;

    /// <summary>Ideas of the tag, counted no further than it takes to be common.</summary>
    public static readonly string CountOfTag =
        $"SELECT COUNT(*) FROM (SELECT 1 FROM idea_tags WHERE {OfTag} LIMIT {CommonIdeas}) AS counted";

    private const string OfTag = "tag >= @from AND tag < @below";

    private readonly IdeaFilter _filter;
    private readonly SearchClause? _hits;
    private readonly IdeaSort _sort;
    private readonly Cursor? _cursor;
    private readonly bool _isOfFirst;

    /// <param name="filter">Which ideas, in which order, from where on.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="hits">What a search found; null without one.</param>
    /// <param name="isOfFirst">Whether only the first <see cref="WalkedIdeas"/> in the list's order are looked at for
    /// the tag; then a page with a next one is right, and any other may lack ideas.</param>
    public IdeaList(IdeaFilter filter, Viewer viewer, SearchClause? hits = null, bool isOfFirst = false)
    {
        (_filter, _hits, _isOfFirst) = (filter, hits, isOfFirst);
        _sort = filter.Sort ?? (hits is null ? IdeaSort.New : IdeaSort.Relevance);
        if (_sort == IdeaSort.Relevance && hits is null)
            _sort = IdeaSort.New;
        Limit = PageLimits.Clamp(filter.Limit);
        Scope = hits is null ? $"ideas.{_sort}" : $"ideas.{_sort}.{hits.Mode}";
        IsValid = Cursor.TryRead(filter.After, Scope, HasScore ? KeyKind.Score : KeyKind.Number, out _cursor);
        var (from, below) = filter.Tag is { } tag ? TagKeys.OfTag(tag) : ("", "");
        Sql = BuildSql(viewer);
        Parameters = new
        {
            viewer = viewer.MemberId ?? "",
            coordinated = new InList(viewer.CoordinatedClusters),
            cluster = filter.ClusterId,
            from,
            below,
            stage = filter.Stage?.ToString(),
            author = filter.AuthorId,
            participant = filter.ParticipantId,
            match = hits?.Match,
            key = _cursor is null ? null : HasScore ? _cursor.Score : (object)_cursor.Number,
            last = _cursor?.Id,
        };
    }

    /// <summary>False if the filter's cursor is none of this list.</summary>
    public bool IsValid { get; }

    public string Sql { get; }

    public object Parameters { get; }

    public int Limit { get; }

    public string Scope { get; }

    private bool HasScore => _sort is IdeaSort.Trending or IdeaSort.Relevance;

    private string Key => _sort switch
    {
        IdeaSort.Trending => "i.hot",
        IdeaSort.Supported => "i.support_total",
        IdeaSort.Relevance => "h.score",
        _ => "i.created_at",
    };

    public Cursor End(IdeaItem last) =>
        HasScore ? Cursor.Of(last.SortScore, last.Id) : Cursor.Of(last.SortNumber, last.Id);

    /// <summary>
    /// With the limit as a number: of a parameter PostgreSQL cannot tell that it is small, and plans anew, which takes
    /// longer than to carry it out, each time.
    /// </summary>
    private string BuildSql(Viewer viewer)
    {
        var sortColumn = HasScore ? "sort_score" : "sort_number";
        var excerpt = _hits is null ? IdeaQueries.ExcerptCharactersMax : IdeaQueries.SearchedCharactersMax;
        return
            $"""
            SELECT {IdeaReadSql.ItemColumns}, page.sort_key AS {sortColumn},
                substr(COALESCE(b.content, ''), 1, {excerpt}) AS excerpt
            FROM (
            {(_isOfFirst ? FoundAmongFirst(viewer) : FoundAmongAll(viewer))}
            LIMIT {Limit + 1}) page
            JOIN ideas i ON i.id = page.id
            {IdeaReadSql.ItemJoins}
            ORDER BY page.sort_key DESC, page.id DESC
            """;
    }

    private string FoundAmongAll(Viewer viewer) =>
        $"""
        SELECT i.id, {Key} AS sort_key
        FROM ideas i{Joined}
        WHERE {IdeaVisibility.Condition(viewer)}{Filters()}{After}
        {InOrder}
        """;

    /// <summary>
    /// The first by the index that has the order, and nothing else, are looked at one after the other until the page is
    /// full. So the order is theirs: asked for again, SQLite would look at all of them and sort. Whatever else is asked
    /// is a scalar, which is asked for each in turn; of anything else a database may make a join.
    /// </summary>
    private string FoundAmongFirst(Viewer viewer) =>
        $"""
        SELECT walked.id, walked.sort_key
        FROM (
            SELECT i.id, {Key} AS sort_key FROM ideas i WHERE {Key} >= 0{OfCluster}{IsUnanswered}{After}
            {InOrder} LIMIT {WalkedIdeas}) walked
        WHERE (SELECT 1 FROM idea_tags WHERE idea_id = walked.id AND {OfTag} LIMIT 1) = 1
            AND (
                SELECT 1 FROM ideas i
                WHERE i.id = walked.id AND {IdeaVisibility.Condition(viewer)}{Filters()} LIMIT 1) = 1
        """;

    private string InOrder => $"ORDER BY {Key} DESC, i.id DESC";

    private string Joined => _hits is null ? "" : $" JOIN ({Found(_hits)}) h ON h.idea_id = i.id";

    /// <summary>
    /// Filtered before the newest are taken, or the older ideas of a quiet cluster would not be found.
    /// </summary>
    private string Found(SearchClause hits) => Filters() is { Length: > 0 } filters
        ? hits.SqlWhere($"EXISTS (SELECT 1 FROM ideas i WHERE i.id = idea_id{filters})")
        : hits.Sql;

    private string After => _cursor is null ? "" : $" AND ({Key}, i.id) < (@key, @last)";

    private string OfCluster => _filter.ClusterId is null ? "" : " AND i.cluster_id = @cluster";

    private string IsUnanswered => _sort == IdeaSort.Unanswered ? " AND i.is_answered = 0" : "";

    private string Filters()
    {
        var sql = new StringBuilder(IsUnanswered).Append(OfCluster);
        if (_filter.Tag is not null && !_isOfFirst)
            sql.Append($" AND i.id IN (SELECT idea_id FROM idea_tags WHERE {OfTag})");
        if (_filter.Stage is not null)
            sql.Append(" AND i.stage = @stage");
        if (_filter.AuthorId is not null)
            sql.Append(" AND i.author_id = @author");
        if (_filter.ParticipantId is not null)
            sql.Append(" AND i.id IN (SELECT idea_id FROM idea_participants WHERE organisation_id = @participant)");
        return sql.ToString();
    }
}
