using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>
/// Members, clusters, ideas and cases at random, decided by a seed; only what the domain would allow.
/// </summary>
internal sealed class RandomHistory(int seed, World world)
{
    private const int Members = 6;
    private const int Clusters = 2;
    private const int Organisations = 3;
    private static readonly string[] Words = ["산업단지", "폐열", "로봇", "공동", "에너지를", "관리", "robots", "탄소섬유", "도금", "물류"];

    private readonly Random _random = new(seed);
    private readonly List<string> _ideas = [];
    private readonly List<(string Idea, string Comment, int Depth)> _comments = [];
    private readonly HashSet<(string Idea, string Member)> _supports = [];
    private readonly HashSet<(string Idea, string Member)> _follows = [];
    private readonly HashSet<(string Cluster, string Member)> _joined = [];
    private readonly HashSet<(string Case, string Member)> _flags = [];
    private readonly HashSet<(string Idea, string Organisation)> _participants = [];
    private readonly HashSet<(string Member, string Organisation)> _blocked = [];
    private readonly List<(string Member, string Organisation)> _wishes = [];
    private readonly Dictionary<string, IdeaStage> _stages = [];
    private readonly Dictionary<string, string> _authors = [];

    private ReadModelFixture Storage => world.Storage;

    public async Task Live(int steps)
    {
        for (var i = 0; i < Members; i++)
            await world.Member($"m{i}", $"회원 {i}");
        for (var i = 0; i < Clusters; i++)
            await world.Cluster($"c{i}", $"클러스터 {i}");
        for (var i = 0; i < Organisations; i++)
            await world.Organisation($"o{i}", $"{Prose(1)} {i}", "경기", ["C26", "C27"], Prose(3));
        await GoOn(0, steps);
    }

    /// <summary>Takes the steps of these numbers, none of which was taken before.</summary>
    public async Task GoOn(int first, int steps)
    {
        for (var step = first; step < first + steps; step++)
            await Step(step);
    }

    private Task Step(int step) => _random.Next(18) switch
    {
        0 or 1 => Post(step),
        _ when _ideas.Count == 0 => Post(step),
        2 or 3 or 4 => Comment(step),
        5 => Toggle(_supports, Any(_ideas), AnyMember(), m => new IdeaSupported(m, world.Now()),
            m => new IdeaSupportWithdrawn(m, world.Now()), Streams.Idea),
        6 => Toggle(_follows, Any(_ideas), AnyMember(), m => new IdeaFollowed(m, world.Now()),
            m => new IdeaUnfollowed(m, world.Now()), Streams.Idea),
        7 => Toggle(_joined, AnyCluster(), AnyMember(), m => new ClusterMemberJoined(m, m, world.Now()),
            m => new ClusterMemberLeft(m, m, world.Now()), Streams.Cluster),
        8 => Appoint(AnyCluster(), AnyMember()),
        9 => world.Belong(AnyMember(), _random.Next(4) == 0 ? null : $"o{_random.Next(Organisations)}"),
        10 => Edit(),
        11 => ChangeStage(Any(_ideas)),
        12 => Flag(),
        13 => Partake(Any(_ideas)),
        14 => Block(AnyMember()),
        15 => Wish(AnyMember(), $"o{_random.Next(Organisations)}"),
        16 => Introduce(),
        _ => Decide(),
    };

    private Task Post(int step)
    {
        var id = $"i{step}";
        _ideas.Add(id);
        _stages[id] = _random.Next(4) == 0 ? IdeaStage.Draft : IdeaStage.Open;
        _authors[id] = AnyMember();
        return world.Idea(id, AnyCluster(), _authors[id], Prose(3), Prose(12), _stages[id], "C26", Any(Words));
    }

    private Task Comment(int step)
    {
        var parents = _comments.Where(comment => comment.Depth < IdeaLimits.CommentDepthMax).ToList();
        var isAnswer = parents.Count > 0 && _random.Next(2) == 0;
        var (idea, parent, depth) = isAnswer ? Any(parents) : (Any(_ideas), null!, 0);
        _comments.Add((idea, $"k{step}", depth + 1));
        return world.Comment(idea, $"k{step}", AnyMember(), Prose(6), parent, depth + 1);
    }

    private Task Toggle(
        HashSet<(string, string)> set, string target, string member, Func<string, IEvent> on, Func<string, IEvent> off,
        Func<string, string> stream) =>
        Storage.Append(stream(target), set.Add((target, member)) ? on(member) : Removed(set, target, member, off));

    private static IEvent Removed(
        HashSet<(string, string)> set, string target, string member, Func<string, IEvent> off)
    {
        set.Remove((target, member));
        return off(member);
    }

    private Task Appoint(string cluster, string member)
    {
        _joined.Add((cluster, member));
        return world.Coordinate(cluster, member);
    }

    private Task Edit()
    {
        var text = Storage.Text(Prose(5));
        if (_comments.Count > 0 && _random.Next(2) == 0)
        {
            var (idea, comment, _) = Any(_comments);
            return Storage.Append(Streams.Idea(idea), new CommentEdited(comment, text.Ref, "m0", world.Now()), text);
        }
        var title = Storage.Text(Prose(3));
        var edited = new IdeaEdited(title.Ref, text.Ref, ["C27", Any(Words)], "m0", world.Now());
        return Storage.Append(Streams.Idea(Any(_ideas)), edited, title, text);
    }

    private Task ChangeStage(string idea)
    {
        var (from, reason) = (_stages[idea], Storage.Text("검토를 마쳤습니다."));
        _stages[idea] = from == IdeaStage.Draft ? IdeaStage.Open : IdeaStage.InReview;
        var changed = new IdeaStageChanged(from, _stages[idea], reason.Ref, _authors[idea], world.Now());
        return Storage.Append(Streams.Idea(idea), changed, reason);
    }

    /// <summary>Some organisations join that did not take part, and leave that did.</summary>
    private Task Partake(string idea)
    {
        var turned = Enumerable.Range(0, Organisations).Select(number => $"o{number}")
            .Where(_ => _random.Next(2) == 0).ToLookup(organisation => _participants.Add((idea, organisation)));
        _participants.ExceptWith(turned[false].Select(organisation => (idea, organisation)));
        return Storage.Append(
            Streams.Idea(idea), new ParticipantsChanged([.. turned[true]], [.. turned[false]], "m0", world.Now()));
    }

    private Task Block(string member) => Toggle(
        _blocked, member, $"o{_random.Next(Organisations)}", o => new OrganisationBlocked(o, member, world.Now()),
        o => new OrganisationUnblocked(o, member, world.Now()), Streams.Member);

    private Task Wish(string member, string organisation)
    {
        if (_wishes.Contains((member, organisation)))
            return Block(member);
        _wishes.Add((member, organisation));
        return Storage.Append(Streams.Member(member), new IntroductionAsked(
            Introduction.IdOf(member, organisation), RecommendedKind.Organisation, organisation, organisation,
            [.. Enumerable.Range(0, _random.Next(Clusters + 1)).Select(number => $"c{number}")], member, world.Now()));
    }

    /// <summary>One that waits comes to its end, and may be wished anew.</summary>
    private Task Introduce()
    {
        if (_wishes.Count == 0)
            return Decide();
        var (member, organisation) = Any(_wishes);
        var (id, note, end) = (
            Introduction.IdOf(member, organisation), Storage.Text("서로의 연락처를 보냈습니다."), _random.Next(3));
        _wishes.Remove((member, organisation));
        return end == 2
            ? Storage.Append(Streams.Member(member), new IntroductionWithdrawn(
                id, RecommendedKind.Organisation, organisation, member, world.Now()))
            : Storage.Append(
                Streams.Member(member),
                new IntroductionConcluded(
                    id, "o0", organisation, (IntroductionOutcome)end, note.Ref, "m0", world.Now()),
                note);
    }

    private Task Flag()
    {
        var (idea, comment) = _comments.Count > 0 ? (Any(_comments).Idea, Any(_comments).Comment) : (Any(_ideas), null);
        comment = comment is not null ? _comments.First(c => c.Idea == idea).Comment : null;
        var target = new CaseTarget("c0", idea, comment, "m0");
        var member = AnyMember();
        if (!_flags.Add((target.CaseId, member)))
            return Answer(member);
        var flagged = new ContentFlagged(target.CaseId, target, FlagCategory.Spam, null, member, world.Now());
        return Storage.Append(Streams.Case(target.CaseId), flagged);
    }

    private Task Answer(string member) => Storage.Append(
        Streams.Member(member),
        new RecommendationAnswered(
            RecommendedKind.Organisation, $"o{_random.Next(Organisations)}",
            (RecommendationAnswer)_random.Next(3), member, world.Now()));

    private async Task Decide()
    {
        if (_flags.Count == 0)
            return;
        var id = _flags.OrderBy(flag => flag).ElementAt(_random.Next(_flags.Count)).Case;
        var (reason, visibility) = (Storage.Text("운영 원칙에 맞지 않습니다."), (Visibility)_random.Next(3));
        var decided = new CaseDecided(CaseDecision.Hide, reason.Ref, "m1", world.Now());
        await Storage.Append(Streams.Case(id), decided, reason);
        var comment = _comments.FirstOrDefault(c => c.Comment == id);
        await world.Hide(comment.Idea ?? id, comment.Comment, visibility);
    }

    private string Prose(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Any(Words)));

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string AnyMember() => $"m{_random.Next(Members)}";

    private string AnyCluster() => $"c{_random.Next(Clusters)}";
}
