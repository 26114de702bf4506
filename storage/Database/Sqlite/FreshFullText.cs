using System.Buffers;
using System.Text.RegularExpressions;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// Makes the full-text index over a table anew while the table is being filled: on another thread, in a database of its
/// own in a temporary file, of which then every row is copied. What FTS5 keeps is the same there as here but for the
/// texts, which neither holds (https://www.sqlite.org/fts5.html#fts5_data_structures).
/// </summary>
internal sealed partial class FreshFullText : IDisposable
{
    /// <summary>
    /// Texts that go into the index together, in bytes: as many as were there before, but for these limits. They are
    /// one segment of it, and there are two such batches: one is filled while the other is at work.
    /// </summary>
    private const int BatchBytesMin = 1 << 20;

    private const int BatchBytesMax = 4 << 20;

    private static readonly string[] Settings =
    [
        "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE",
        // 64 MiB, for what is merged once more.
        "PRAGMA cache_size = -65536", "BEGIN",
    ];

    private static readonly string[] Parts = ["data", "idx", "docsize"];

    /// <summary>
    /// FTS5 remembers of which segments an index consists, for it alone writes these tables. When something is undone
    /// it lets go of that; here, of nothing.
    /// </summary>
    private static readonly string[] Forget = ["SAVEPOINT taken", "ROLLBACK TO taken", "RELEASE taken"];

    private readonly string _index;
    private readonly SqliteConnection _connection = new("Data Source=");
    private readonly SqliteStatements _made;
    private readonly string _insert;
    private readonly int _rowId;
    private readonly int[] _columns;
    private Batch _filling = new();
    private Batch _atWork = new();
    private Task _work = Task.CompletedTask;
    private long _indexed;

    private FreshFullText(SqliteStatements living, TableShape table, string index, string sql, string rowId)
    {
        var columns = living.List(
            "SELECT name FROM pragma_table_info(@p0) ORDER BY cid", static row => row.Text(0), index);
        var places = table.Columns.Index().ToDictionary(column => column.Item, column => column.Index);
        (_index, _rowId, _columns) = (index, places[rowId], [.. columns.Select(column => places[column])]);
        _insert = $"INSERT INTO {index} (rowid, {string.Join(", ", columns)}) VALUES (@p0, {string.Join(
            ", ", columns.Select((_, column) => $"@p{column + 1}"))})";
        _connection.Open();
        _made = new SqliteStatements(_connection.Handle!);
        foreach (var statement in Settings.Append(Over().Replace(sql, "content = ''")))
            _made.Execute(statement);
        // How segments are merged is written there.
        foreach (var (name, value) in living.List(
            $"SELECT k, v FROM {index}_config WHERE k <> 'version'", static row => (row.Text(0), row.Text(1))))
            _made.Execute($"INSERT INTO {index} ({index}, rank) VALUES (@p0, @p1)", name, value);
        // So that a batch is one segment: a word's place takes a fraction of the word.
        _made.Execute($"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', @p0)", BatchBytesMax);
    }

    /// <summary>For the index over a table, if there is one.</summary>
    public static FreshFullText? Find(SqliteStatements living, TableShape table)
    {
        foreach (var (index, sql) in living.List(
            "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'",
            static row => (row.Text(0), row.Text(1))))
        {
            if (Over().Match(sql) is { Success: true } over && over.Groups["table"].Value == table.Name)
                return new FreshFullText(living, table, index, sql, over.Groups["rowid"].Value);
        }

        return null;
    }

    /// <summary>Takes the row of the table at which a statement stands.</summary>
    public void Add(SqliteStatement row)
    {
        _filling.Add(row, _rowId, _columns);
        if (_filling.Bytes >= Math.Clamp(_indexed, BatchBytesMin, BatchBytesMax))
            Index();
    }

    /// <summary>Puts what was made in the place of the living index, in the transaction at work.</summary>
    public void TakeOver(SqliteStatements living)
    {
        Index();
        _work.GetAwaiter().GetResult();
        // Until then it has some of it in memory only.
        _made.Execute("COMMIT");
        living.Execute($"INSERT INTO {_index} ({_index}) VALUES ('delete-all')");
        foreach (var part in Parts)
        {
            _made.Use($"SELECT * FROM {_index}_{part}", rows => living.Use(
                $"INSERT OR REPLACE INTO {_index}_{part} VALUES ({string.Join(
                    ", ", Enumerable.Range(0, rows.ColumnCount).Select(column => $"@p{column}"))})",
                insert => insert.RunFor(rows)));
        }

        foreach (var sql in Forget)
            living.Execute(sql);
    }

    public void Dispose()
    {
        // After a failure it may still be at work; what it throws, nobody waits for any more.
        _work.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        _made.Dispose();
        _connection.Dispose();
    }

    [GeneratedRegex("content = '(?<table>[a-z_]+)', content_rowid = '(?<rowid>[a-z_]+)'")]
    private static partial Regex Over();

    /// <summary>When the batch before is done.</summary>
    private void Index()
    {
        _work.GetAwaiter().GetResult();
        (_filling, _atWork) = (_atWork, _filling);
        _indexed += _atWork.Bytes;
        _work = Task.Factory.StartNew(
            () => _made.Use(_insert, _atWork.MoveInto), CancellationToken.None,
            TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    /// <summary>Rows with their texts.</summary>
    private sealed class Batch
    {
        private readonly ArrayBufferWriter<byte> _texts = new();
        private readonly List<(long RowId, int Text)> _rows = [];
        private readonly List<Range> _places = [];

        public int Bytes => _texts.WrittenCount;

        public void Add(SqliteStatement row, int rowId, int[] columns)
        {
            _rows.Add((row.Int64(rowId), _places.Count));
            foreach (var column in columns)
            {
                var start = _texts.WrittenCount;
                _texts.Write(row.Bytes(column));
                _places.Add(start.._texts.WrittenCount);
            }
        }

        /// <summary>By row id: FTS5 begins another segment at each that is lower than the last.</summary>
        public void MoveInto(SqliteStatement insert)
        {
            _rows.Sort(static (one, other) => one.RowId.CompareTo(other.RowId));
            var columns = _rows.Count == 0 ? 0 : _places.Count / _rows.Count;
            foreach (var (rowId, text) in _rows)
            {
                insert.Bind(0, rowId);
                for (var column = 0; column < columns; column++)
                    insert.Bind(column + 1, _texts.WrittenSpan[_places[text + column]]);
                insert.Step();
                insert.Reset();
            }

            _texts.ResetWrittenCount();
            _rows.Clear();
            _places.Clear();
        }
    }
}
