using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>Members, clusters, organisations and ideas by short names, each a minute after the one before.</summary>
internal sealed class World(StorageFixture storage) : IDisposable
{
    private DateTimeOffset _now = ReadModelFixture.Start;

    public ReadModelFixture Storage { get; } = new(storage);

    public DateTimeOffset Now() => _now = _now.AddMinutes(1);

    public void Wait(TimeSpan time) => _now += time;

    public Task Member(string id, string name, bool isOperator = false) => Storage.Append(
        Streams.Member(id), new MemberRegistered(id, MemberOrigin.Registered, "ko", isOperator, id, Now()),
        new Profile(id, id, name, $"{id}@example.kr"));

    public Task Belong(string memberId, string? organisationId) => Storage.Append(
        Streams.Member(memberId), new MemberOrganisationChanged(organisationId, memberId, Now()));

    public Task Cluster(string id, string name)
    {
        var (title, description) = (Storage.Text(name), Storage.Text($"{name} 산학연협의체"));
        var created = new ClusterCreated(
            id, title.Ref, description.Ref, ["C26"], ClusterRules.Default, null, "operator", Now());
        return Storage.Append(Streams.Cluster(id), created, title, description);
    }

    public Task Join(string clusterId, string memberId) =>
        Storage.Append(Streams.Cluster(clusterId), new ClusterMemberJoined(memberId, memberId, Now()));

    public Task Coordinate(string clusterId, string memberId) =>
        Storage.Append(Streams.Cluster(clusterId), new CoordinatorAppointed(memberId, "operator", Now()));

    public Task Organisation(string id, string name, string region, ImmutableArray<string> industries, string products)
    {
        var (title, prose) = (Storage.Text(name), Storage.Text(products));
        var details = new OrganisationDetails(region, null, industries, [], prose.Ref, null, null, null);
        var registered = new OrganisationRegistered(
            id, OrganisationKind.Company, null, title.Ref, details, null, "operator", Now());
        return Storage.Append(Streams.Organisation(id), registered, title, prose);
    }

    public Task Idea(
        string id, string clusterId, string author, string title, string body = "함께 개발할 기관을 찾습니다. 자세한 내용은 의견으로.",
        IdeaStage stage = IdeaStage.Open, params string[] tags)
    {
        var (titleText, bodyText) = (Storage.Text(title), Storage.Text(body));
        var posted = new IdeaPosted(id, clusterId, titleText.Ref, bodyText.Ref, [.. tags], stage, author, Now());
        return Storage.Append(Streams.Idea(id), posted, titleText, bodyText);
    }

    public Task Comment(string ideaId, string id, string author, string body, string? parent = null, int depth = 1)
    {
        var text = Storage.Text(body);
        return Storage.Append(
            Streams.Idea(ideaId), new CommentPosted(id, parent, depth, text.Ref, author, Now()), text);
    }

    public Task Support(string ideaId, string memberId) =>
        Storage.Append(Streams.Idea(ideaId), new IdeaSupported(memberId, Now()));

    public Task Hide(string ideaId, string? commentId, Visibility visibility = Visibility.Hidden) => Storage.Append(
        Streams.Idea(ideaId), new VisibilityChanged(commentId, visibility, commentId ?? ideaId, "coordinator", Now()));

    public void Dispose() => Storage.Dispose();
}
