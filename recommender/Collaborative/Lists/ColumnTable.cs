using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>Which column a node of the graph is. Immutable; a node that came later is none.</summary>
internal sealed class ColumnTable
{
    private readonly int[] _columns;

    public ColumnTable(NodeTable table, EntityKind kind, IReadOnlyList<string> ids)
    {
        _columns = new int[table.Nodes.Length];
        Array.Fill(_columns, -1);
        for (var column = 0; column < ids.Count; column++)
            if (table.Find(new EntityRef(kind, ids[column])) is { } number)
                _columns[number] = column;
    }

    public int? Find(int number) => number < _columns.Length && _columns[number] is >= 0 and var column ? column : null;
}
