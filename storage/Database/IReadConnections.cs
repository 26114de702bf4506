using System.Data.Common;

namespace IdeaStorage.Storage.Database;

/// <summary>Connections for reading: pooled, open, and refused any write by the database itself.</summary>
public interface IReadConnections
{
    /// <summary>Lends a connection; disposing the lease gives it back. Never hold one across other work.</summary>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot be read now.</exception>
    ReadLease Rent();
}

/// <summary>A borrowed connection. A transaction left open on it is discarded with the connection.</summary>
public abstract class ReadLease : IDisposable
{
    /// <summary>Open, read-only, and only valid until the lease is disposed.</summary>
    public abstract DbConnection Connection { get; }

    public abstract void Dispose();
}
