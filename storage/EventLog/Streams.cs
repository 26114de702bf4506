namespace IdeaStorage.Storage.EventLog;

/// <summary>The names of the streams, one per aggregate.</summary>
public static class Streams
{
    public static string Idea(string id) => "idea-" + id;

    public static string Member(string id) => "member-" + id;

    public static string Organisation(string id) => "organisation-" + id;

    public static string Cluster(string id) => "cluster-" + id;

    public static string Case(string id) => "case-" + id;
}
