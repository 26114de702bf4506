using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// Tables that are filled anew at once, where that is quickest: without indexes, which are made last. All within the
/// transaction at work, so that readers see the old rows until its commit, and a failure changes nothing.
/// </summary>
internal interface IFreshTables
{
    /// <summary>How these tables look.</summary>
    IReadOnlyList<TableShape> Describe(IEnumerable<string> tables);

    /// <summary>From here on they are empty, for the statements of this transaction.</summary>
    void Begin(IReadOnlyList<TableShape> tables);

    /// <summary>Takes all rows at which a statement arrives, their columns in the order of the shape.</summary>
    void Write(TableShape table, SqliteStatement rows);

    /// <summary>When all rows are written that come by <see cref="Write"/>; statements may change them later.</summary>
    void MakeIndexes();

    /// <summary>The new tables are the living ones with the commit.</summary>
    void Complete();
}

/// <summary>A table, and how to make one of the same name, columns and unique keys in a database in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">What a row consists of.</param>
/// <param name="Scratch">The statements, in SQLite's SQL.</param>
internal sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Scratch);
