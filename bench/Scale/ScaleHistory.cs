using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Bench.Scale;

/// <summary>
/// What happened on an installation with so many ideas, always the same. An idea has ten events in three appends: it is
/// posted and followed; when 500 others have been posted it is commented on, supported twice and followed again; 5,000
/// ideas later come two more comments and supports. There are a hundred clusters, and a member for every ten ideas.
/// </summary>
internal sealed class ScaleHistory(int ideas)
{
    public const int EventsPerIdea = 10;

    private const int Clusters = 100;
    private const int IdeasPerMember = 10;
    private const int SecondAfter = 500;
    private const int ThirdAfter = 5_000;

    private static readonly DateTimeOffset Start = new(2020, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(3);

    public int Ideas => ideas;

    /// <summary>Events of all appends.</summary>
    public long Events => ((long)ideas * EventsPerIdea) + Members + Clusters;

    private int Members => Math.Max(1, ideas / IdeasPerMember);

    public static string IdeaId(int idea) => Id('d', idea);

    public static string ClusterId(int cluster) => Id('c', cluster % Clusters);

    public static string MemberId(int member) => Id('e', member);

    /// <summary>Everything, oldest first.</summary>
    public IEnumerable<Append> Appends()
    {
        for (var cluster = 0; cluster < Clusters; cluster++)
            yield return Cluster(cluster);
        for (var member = 0; member < Members; member++)
            yield return Member(member);
        for (var step = 0; step < ideas + ThirdAfter; step++)
        {
            if (step < ideas)
                yield return First(step);
            if (step >= SecondAfter && step - SecondAfter < ideas)
                yield return Second(step - SecondAfter);
            if (step >= ThirdAfter)
                yield return Third(step - ThirdAfter);
        }
    }

    /// <summary>One more comment, on an idea that has so many events.</summary>
    public Append Comment(int idea, long version)
    {
        var (text, posted) = CommentOf(idea, (int)version);
        return new Append(Streams.Idea(IdeaId(idea)), version, $"{Id('a', idea)}-{version}", posted.CommentId, [posted])
        {
            Texts = [text],
        };
    }

    private static Append Cluster(int cluster)
    {
        var (id, name) = (ClusterId(cluster), TextOf('f', cluster, $"{ScaleWords.Noun(cluster)} 미니클러스터"));
        return new Append(
            Streams.Cluster(id), 0, Id('a', -1 - cluster), id,
            [
                new ClusterCreated(
                    id, name.Ref, name.Ref, [Tag(cluster)], ClusterRules.Default, null, MemberId(0), Start),
            ])
        {
            Texts = [name],
        };
    }

    private static Append Member(int member)
    {
        var id = MemberId(member);
        return new Append(
            Streams.Member(id), 0, $"{id}-registers", id,
            [new MemberRegistered(id, MemberOrigin.Registered, "ko", false, id, Start)])
        {
            Profile = new Profile(id, $"member{member}", $"회원 {member}"),
        };
    }

    private Append First(int idea)
    {
        var (id, by) = (IdeaId(idea), MemberOf(idea, 0));
        var title = TextOf('1', idea, ScaleWords.Sentence(idea, 4));
        var body = TextOf('2', idea, $"{ScaleWords.Sentence(idea + 1, 24)} 과제 {ScaleWords.RareWord(idea)}");
        return Of(idea, 0, id, [title, body],
            [
                new IdeaPosted(
                    id, ClusterId(idea), title.Ref, body.Ref, [Tag(idea), ScaleWords.Noun(idea / 7)], IdeaStage.Open,
                    by, At(idea, 0)),
                new IdeaFollowed(by, At(idea, 1)),
            ]);
    }

    private Append Second(int idea)
    {
        var (text, comment) = CommentOf(idea, 2);
        return Of(idea, 2, comment.CommentId, [text],
            [
                comment, new IdeaSupported(MemberOf(idea, 3), At(idea, 3)),
                new IdeaSupported(MemberOf(idea, 4), At(idea, 4)), new IdeaFollowed(MemberOf(idea, 5), At(idea, 5)),
            ]);
    }

    private Append Third(int idea)
    {
        var ((text, comment), (text2, comment2)) = (CommentOf(idea, 6), CommentOf(idea, 7));
        return Of(idea, 6, comment.CommentId, [text, text2],
            [
                comment, comment2, new IdeaSupported(MemberOf(idea, 8), At(idea, 8)),
                new IdeaSupported(MemberOf(idea, 9), At(idea, 9)),
            ]);
    }

    private static Append Of(int idea, long version, string subject, Text[] texts, IEvent[] events) =>
        new(Streams.Idea(IdeaId(idea)), version, $"{Id('a', idea)}-{version}", subject, events) { Texts = texts };

    private (Text Text, CommentPosted Posted) CommentOf(int idea, int number)
    {
        var place = (idea * 100L) + number;
        var text = TextOf('3', place, ScaleWords.Sentence(place, 12));
        return (
            text,
            new CommentPosted(Id('b', place), null, 1, text.Ref, MemberOf(idea, number), At(idea, number)));
    }

    private static Text TextOf(char kind, long number, string content) =>
        new(Id(kind, number), Id('9', number), content);

    private static string Tag(int number) => $"C{10 + (number % 24)}";

    /// <summary>Later events of an idea are of other members, each once.</summary>
    private string MemberOf(int idea, int number) => MemberId((idea + (number * 37)) % Members);

    private static DateTimeOffset At(int idea, int number) => Start + (idea * Step) + TimeSpan.FromSeconds(number);

    /// <summary>As long as an id of the product and, like those, in the order of time: 32 hexadecimal digits.</summary>
    private static string Id(char kind, long number) =>
        $"{number + 0x18e000000000:x12}{ScaleWords.Mix((ulong)number + kind):x16}000{kind}";
}
