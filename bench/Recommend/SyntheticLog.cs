using System.Globalization;
using System.Runtime.CompilerServices;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// A log made up in memory: organisations with a region, an industry, tags and texts, their members, and what these do
/// on ideas. Few are very active and many hardly at all, as everywhere. Always the same.
/// </summary>
internal sealed class SyntheticLog : IEventLog, ITextSource
{
    public const int OrganisationCount = 10_000;
    public const int MemberCount = 10_000;
    private const int IdeaCount = 5_000;
    private const int ActCount = 50_000;
    private const int WordCount = 5_000;
    private const int SyllableCount = 71;
    private const int WordsPerText = 12;
    private const int TagCount = 400;
    private const int IndustryCount = 24;
    private const int RegionCount = 17;

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private readonly List<RecordedEvent> _events = [];
    private readonly List<string> _texts = [];

    public SyntheticLog()
    {
        for (var number = 0; number < OrganisationCount; number++)
            Add(Streams.Organisation(Id(number)), new OrganisationRegistered(
                Id(number), OrganisationKind.Company, null, Text(), new OrganisationDetails(
                    $"지역{_random.Next(RegionCount)}", null, [Industry()], [Tag(), Tag()], Text(), Text(), Text(),
                    null),
                null, "system", Past()));
        for (var number = 0; number < MemberCount; number++)
        {
            var stream = Streams.Member(MemberId(number));
            Add(stream, new MemberRegistered(MemberId(number), MemberOrigin.Registered, "ko", false, "system", Past()));
            Add(stream, new MemberOrganisationChanged(Id(number), MemberId(number), Past()));
            Add(stream, new MemberTagsChanged([Tag(), Tag(), Tag()], MemberId(number), Past()));
        }

        for (var number = 0; number < IdeaCount; number++)
            Add(Streams.Idea(Id(number)), new IdeaPosted(
                Id(number), "cluster", Text(), Text(), [Tag(), Industry()], IdeaStage.Open, Someone(), Past()));
        for (var act = 0; act < ActCount; act++)
            Add(Streams.Idea(Id(Skewed(IdeaCount))), act % 3 == 0
                ? new CommentPosted(Id(act), null, 0, Text(), Someone(), Past())
                : new IdeaSupported(Someone(), Past()));
    }

    public static string MemberId(int number) => "m" + Id(number);

    public string Read(string textId) => _texts[int.Parse(textId, CultureInfo.InvariantCulture)];

    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult((long)_events.Count);

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        long afterPosition = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (var at = (int)afterPosition; at < _events.Count; at++)
            yield return _events[at];
    }

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("What is measured only reads.");

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("What is measured reads the whole log.");

    public Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("What is measured only reads.");

    private static string Id(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    private void Add(string stream, IEvent happened) =>
        _events.Add(new RecordedEvent(_events.Count + 1, stream, 1, "command", happened));

    private string Someone() => MemberId(Skewed(MemberCount));

    private string Tag() => $"태그{Skewed(TagCount)}";

    private string Industry() => $"C{10 + Skewed(IndustryCount)}";

    private DateTimeOffset Past() => Now.AddDays(-_random.Next(1, 1_000));

    private int Skewed(int count) => (int)(count * Math.Pow(_random.NextDouble(), 3));

    // Letters and digits would be cut apart, so a word is two closed syllables, as stems are.
    private static string Word(int number) => $"{Syllable(number / SyllableCount)}{Syllable(number % SyllableCount)}";

    private static char Syllable(int number) => (char)('각' + (28 * number));

    private TextRef Text()
    {
        _texts.Add(string.Join(' ', Enumerable.Range(0, WordsPerText).Select(_ => Word(Skewed(WordCount)))));
        return new TextRef((_texts.Count - 1).ToString(CultureInfo.InvariantCulture), "hash");
    }
}
