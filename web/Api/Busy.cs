using IdeaStorage.Storage.Database;
using Orleans.Runtime;

namespace IdeaStorage.Web.Api;

/// <summary>Failures that pass by themselves: the caller is told to try again, with 503 and Retry-After.</summary>
internal static class Busy
{
    /// <summary>The database cannot answer now, a grain missed its deadline, or too many wait for it.</summary>
    public static bool Is(Exception error) =>
        error is TimeoutException or LimitExceededException || DatabaseFailure.Is(error);
}
