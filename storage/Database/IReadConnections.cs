using System.Data.Common;

namespace IdeaStorage.Storage.Database;

/// <summary>Connections for reading: pooled, open, and refused any write by the database itself.</summary>
public interface IReadConnections
{
    /// <summary>Lends a connection; disposing the lease gives it back. Never hold one across other work.</summary>
    /// <remarks>Where many may ask at once: who waits for a connection holds no thread.</remarks>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The same for whoever may keep a thread waiting: at start, and for what one at a time does.
    /// </summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    ReadLease Rent();
}

/// <summary>A borrowed connection. A transaction left open on it is discarded with the connection.</summary>
public abstract class ReadLease : IDisposable
{
    /// <summary>Open, read-only, and only valid until the lease is disposed.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>
    /// Reads the first row's columns as whole numbers, NULL as 0, with a statement that stays prepared: for questions
    /// that are asked with every request.
    /// </summary>
    /// <param name="sql">One statement, always the same text; its only parameter is <c>@p0</c>.</param>
    /// <param name="key">The parameter.</param>
    /// <param name="numbers">As many as there are columns.</param>
    /// <returns>False if there is no row.</returns>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    public abstract bool TryReadNumbers(string sql, string key, Span<long> numbers);

    public abstract void Dispose();
}
