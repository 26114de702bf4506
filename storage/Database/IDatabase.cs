using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database;

/// <summary>
/// What the stores ask of a database: statements in the SQL that all databases share, parameters by position
/// (<c>@p0</c>, <c>@p1</c>, …).
/// </summary>
internal interface IDatabase
{
    /// <summary>The first row, or the default without one.</summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    Task<T?> FindAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken = default);

    /// <summary>All rows; the SQL limits their number.</summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    Task<List<T>> ListAsync<T>(
        string sql, Func<IRow, T> read, object?[] parameters, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs one statement on the writer and answers, when it is durable, the number of rows that it changed.
    /// </summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot take it now.</exception>
    Task<int> ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs several statements on the writer, all or none; <paramref name="isAlone"/> in a transaction of their own.
    /// </summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot take it now.</exception>
    Task<T> RunAsync<T>(
        Func<IStatements, T> write, bool isAlone = false, CancellationToken cancellationToken = default);
}

/// <summary>The statements of one connection, in its transaction. For one thread at a time.</summary>
internal interface IStatements
{
    /// <summary>Runs a statement to its end and answers the number of rows that it changed.</summary>
    int Execute(string sql, params ReadOnlySpan<object?> parameters);

    /// <summary>Runs a statement whose answer does not matter: now, or together with those that follow.</summary>
    void Send(string sql, params ReadOnlySpan<object?> parameters);

    /// <summary>
    /// As <see cref="Send"/>, for a statement that reads and changes rows of one stream only, or adds to a count that
    /// nobody reads meanwhile: it may change places with statements of other streams, and run together with its likes.
    /// </summary>
    void SendOf(string stream, string sql, params object?[] parameters);

    /// <summary>The first row, or the default without one.</summary>
    T? Find<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters);

    /// <summary>All rows; the SQL limits their number.</summary>
    List<T> List<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<object?> parameters);

    /// <summary>The way to fill tables anew in this transaction.</summary>
    IFreshTables FreshTables();
}

/// <summary>A row at which a statement stands; valid until the next one.</summary>
internal interface IRow
{
    bool IsNull(int column);

    long Int64(int column);

    /// <summary>The whole text; empty for NULL.</summary>
    string Text(int column);

    /// <summary>A text's UTF-8 or the bytes; empty for NULL.</summary>
    ReadOnlySpan<byte> Bytes(int column);
}

/// <summary>A parameter that is a text in UTF-8 already and not empty, so that it is not encoded again.</summary>
internal sealed record Utf8Text(ReadOnlyMemory<byte> Bytes);
