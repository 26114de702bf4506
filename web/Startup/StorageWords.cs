using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Web.Startup;

/// <summary>What storage says to the person at the machine, in Korean; the message itself is the English.</summary>
internal static class StorageWords
{
    public static string KoreanOf(Exception error) => error switch
    {
        DatabaseUnusableException unusable => unusable.Korean,
        StorageUnavailableException unavailable => unavailable.Korean,
        _ => error.Message,
    };
}
