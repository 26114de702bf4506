namespace IdeaStorage.Storage.EventLog;

/// <summary>The names of the streams, one per aggregate.</summary>
public static class Streams
{
    public static string Idea(string id) => "idea-" + id;

    public static string Member(string id) => "member-" + id;

    public static string Organisation(string id) => "organisation-" + id;

    public static string Cluster(string id) => "cluster-" + id;

    public static string Case(string id) => "case-" + id;

    /// <summary>The id in the name of a stream.</summary>
    public static string IdOf(string stream) => stream[(stream.IndexOf('-', StringComparison.Ordinal) + 1)..];
}
