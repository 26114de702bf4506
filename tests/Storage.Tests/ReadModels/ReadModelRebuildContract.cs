using System.Globalization;
using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>Read models follow from the log alone, and every count equals its rows.</summary>
/// <param name="storage">The database.</param>
/// <param name="searchRow">What names a row of the full-text index.</param>
/// <param name="schema">Asks for all that was made with the tables: columns, indexes, settings.</param>
public abstract class ReadModelRebuildContract(StorageFixture storage, string searchRow, string schema) : IDisposable
{
    /// <summary>Each gives the rows in which a kept count differs from the rows that it counts.</summary>
    private static readonly string[] Recounts =
    [
        "SELECT id FROM ideas i WHERE supports <> (SELECT COUNT(*) FROM supports s WHERE s.idea_id = i.id)",
        "SELECT id FROM ideas WHERE support_total <> supports + imported_support",
        "SELECT id FROM ideas i WHERE followers <> (SELECT COUNT(*) FROM follows f WHERE f.idea_id = i.id)",
        """
        SELECT id FROM ideas i WHERE comments <> (
            SELECT COUNT(*) FROM comments c WHERE c.idea_id = i.id AND c.visibility = 'Visible')
        """,
        "SELECT id FROM ideas WHERE is_public <>"
            + " CASE WHEN stage <> 'Draft' AND visibility = 'Visible' THEN 1 ELSE 0 END",
        "SELECT id FROM ideas i WHERE version <> (SELECT MAX(version) FROM events e WHERE e.stream = 'idea-' || i.id)",
        "SELECT id FROM ideas i WHERE revision <> 1 + (SELECT COUNT(*) FROM idea_versions v WHERE v.idea_id = i.id)",
        """
        SELECT id FROM comments c WHERE revision <> 1 + (
            SELECT COUNT(*) FROM comment_versions v WHERE v.comment_id = c.id)
        """,
        """
        SELECT id FROM ideas WHERE abs(hot - created_at / 2592000000.0 - floor(10 * log10(
            CASE WHEN support_total + 2 * comments > 1 THEN support_total + 2 * comments ELSE 1 END)) / 10) > 1e-9
        """,
        """
        SELECT cluster_id FROM cluster_ideas n WHERE ideas <> (
            SELECT COUNT(*) FROM ideas i WHERE i.cluster_id = n.cluster_id AND i.is_public = 1)
        """,
        "SELECT id FROM ideas WHERE is_public = 1 AND cluster_id NOT IN (SELECT cluster_id FROM cluster_ideas)",
        "SELECT id FROM clusters c WHERE members <> (SELECT COUNT(*) FROM cluster_members m WHERE m.cluster_id = c.id)",
        """
        SELECT id FROM organisations o WHERE members <> (
            SELECT COUNT(*) FROM members m WHERE m.organisation_id = o.id)
        """,
        "SELECT id FROM cases k WHERE flags <> (SELECT COUNT(*) FROM case_flags f WHERE f.case_id = k.id)",
        "SELECT id FROM ideas WHERE position NOT IN (SELECT {row} FROM idea_search)",
        """
        SELECT c.id FROM comments c LEFT JOIN idea_search s ON s.{row} = c.position
        WHERE s.{row} IS NULL OR s.hidden <> CASE WHEN c.visibility <> 'Visible' THEN 1 ELSE 0 END
        """,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Rebuild_GivesWhatTheAppendsGave_AndCountsEqualTheirRows(int seed)
    {
        var world = new World(storage);
        await new RandomHistory(seed, world).Live(300);
        var kept = Dump(world.Storage);
        foreach (var recount in Recounts)
            Assert.Empty(Query(world.Storage, recount.Replace("{row}", searchRow)));
        var made = Query(world.Storage, schema);
        Assert.NotEmpty(made);

        var rebuild = world.Storage.Get<IRebuild>();
        foreach (var name in rebuild.Names.Append(null))
        {
            await rebuild.RebuildAsync(name, null, Cancelled);
            Assert.Equal(kept, Dump(world.Storage));
            Assert.Equal(made, Query(world.Storage, schema));
        }
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private List<string> Dump(ReadModelFixture storage)
    {
        var rows = new List<string>();
        foreach (var table in storage.Get<IEnumerable<IProjection>>().SelectMany(projection => projection.Tables))
        {
            var key = table.EndsWith("_search", StringComparison.Ordinal) ? searchRow + ", " : "";
            rows.AddRange(Query(storage, $"SELECT {key}* FROM {table}").Select(row => $"{table}: {row}").Order());
        }
        return rows;
    }

    private static List<string> Query(ReadModelFixture storage, string sql)
    {
        using var lease = storage.Get<IReadConnections>().Rent();
        return
        [
            .. lease.Connection.Query(sql).Select(row => string.Join(
                " | ",
                ((IDictionary<string, object?>)row).Select(cell =>
                    $"{cell.Key}={Convert.ToString(cell.Value, CultureInfo.InvariantCulture)}"))),
        ];
    }
}

public sealed class SqliteReadModelRebuildTests() : ReadModelRebuildContract(
    StorageFixture.ReadModelsInMemory(), "rowid",
    """
    SELECT type, name, tbl_name, sql FROM sqlite_master
    UNION ALL SELECT 'setting', k, 'idea_search', v FROM idea_search_index_config
        WHERE k NOT IN ('hashsize', 'crisismerge', 'version')
    UNION ALL SELECT 'setting', k, 'organisation_search', v FROM organisation_search_config
        WHERE k NOT IN ('hashsize', 'version')
    ORDER BY 1, 2
    """);

public sealed class PostgresReadModelRebuildTests() : ReadModelRebuildContract(
    ReadableForEveryone(StorageFixture.ReadModelsOnPostgres()), "position",
    """
    SELECT indexdef AS made FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s %s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
            attcollation, attnotnull, attstattarget, attstorage)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND attnum > 0
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'rebuilding'
    UNION ALL SELECT format('%s %s %s', relname, relacl, reloptions) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
    ORDER BY 1
    """)
{
    private static StorageFixture ReadableForEveryone(StorageFixture storage)
    {
        storage.Writer.WriteAsync((connection, transaction) => connection.Execute(
            "GRANT SELECT ON ideas TO PUBLIC", null, transaction)).GetAwaiter().GetResult();
        return storage;
    }
}
