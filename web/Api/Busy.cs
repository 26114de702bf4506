using System.Data.Common;
using IdeaStorage.Storage.EventLog;
using Orleans.Runtime;

namespace IdeaStorage.Web.Api;

/// <summary>Failures that pass by themselves: the caller is told to try again, with 503 and Retry-After.</summary>
internal static class Busy
{
    /// <summary>The database cannot answer now, a grain missed its deadline, or too many wait for it.</summary>
    public static bool Is(Exception error) =>
        error is StorageUnavailableException or TimeoutException or LimitExceededException || IsPassing(error);

    /// <summary>What a database driver says of itself passes: a lost connection, a server that is starting.</summary>
    private static bool IsPassing(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is DbException { IsTransient: true })
                return true;
        }

        return false;
    }
}
