using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// The texts that a batch of events needs, as they are now, read at once; one that is gone reads as erased, so that a
/// rebuild always ends.
/// </summary>
internal sealed class TextBatch : ITextSource
{
    private const int IdsAtOnce = 500;

    private static readonly string Sql =
        $"SELECT id, content FROM texts WHERE id IN ({string.Join(
            ", ", Enumerable.Range(0, IdsAtOnce).Select(i => $"@p{i}"))})";

    private readonly Dictionary<string, string> _contents = new(StringComparer.Ordinal);
    private bool _isRead;

    /// <summary>Projections are pure: a first run, whose statements nobody keeps, tells which texts they ask for.
    /// </summary>
    public TextBatch(IReadOnlyList<RecordedEvent> events, IReadOnlyList<IProjection> projections)
    {
        foreach (var _ in events.SelectMany(recorded =>
            projections.SelectMany(projection => projection.Project(recorded, this))))
        {
        }
    }

    public void ReadFrom(IStatements statements)
    {
        foreach (var ids in _contents.Keys.Chunk(IdsAtOnce).ToList())
        {
            object?[] parameters = [.. ids, .. Enumerable.Repeat(ids[0], IdsAtOnce - ids.Length)];
            foreach (var (id, content) in statements.List(Sql, static row => (row.Text(0), row.Text(1)), parameters))
                _contents[id] = content;
        }

        _isRead = true;
    }

    public string Read(string textId)
    {
        if (_contents.TryGetValue(textId, out var content))
            return content;
        return _isRead ? "" : _contents[textId] = "";
    }

    /// <summary>Nothing is cut into words in the first run.</summary>
    string ITextSource.ReadIndexed(string textId) =>
        Read(textId) is { Length: > 0 } content ? Search.KoreanAnalyser.Indexed(content) : "";
}
