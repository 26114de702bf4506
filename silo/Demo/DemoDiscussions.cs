namespace IdeaStorage.Silo.Demo;

/// <summary>
/// An idea whose author, time and stages are decided, about to be discussed. Popularity goes from 0 (hardly seen) to 1
/// (everybody's favourite); it lives until it left the stages in which it gathers support, else until now.
/// </summary>
internal sealed record PostedIdea(
    string Key,
    int ClusterIndex,
    IdeaTexts Texts,
    string AuthorKey,
    DateTimeOffset PostedAt,
    double Popularity,
    DateTimeOffset LivesUntil);

/// <summary>
/// Lets members talk: first what was written for this idea alone, then exchanges of the cluster and of everybody that
/// touch one of its topics. No exchange is held twice in one cluster.
/// </summary>
internal sealed class DemoDiscussions(DemoTexts texts, DemoRandom random, DemoCalendar calendar, DemoRoster roster)
{
    private const double HoursToFirstComment = 16;
    private const double HoursToNextThread = 70;
    private const double HoursToReply = 9;
    private const double DaysUntilLate = 40;
    private const int BankCommentsMax = 8;

    private readonly HashSet<(int Cluster, ExchangeTexts Exchange)> _held = [];

    public static Dictionary<string, string> Slots(IdeaTexts idea) => new()
    {
        ["product"] = idea.Product,
        ["process"] = idea.Process,
        ["need"] = idea.Need,
    };

    public List<DemoComment> Comments(PostedIdea idea)
    {
        List<DemoComment> comments = [];
        var isMute = idea.Texts.Stage == DemoStage.Open
            && (calendar.Now - idea.PostedAt < TimeSpan.FromDays(2) || random.Chance(0.04));
        if (isMute)
            return comments;
        var end = idea.Texts.Stage == DemoStage.Merged ? idea.LivesUntil : calendar.Now;
        var start = idea.PostedAt;
        foreach (var talk in idea.Texts.Talk)
        {
            start = calendar.After(start, HoursToFirstComment, end);
            Hold(comments, idea, talk, start, end);
        }

        foreach (var exchange in FromBank(idea))
        {
            start = calendar.After(start, HoursToNextThread, end);
            var isLate = exchange.Topics.Contains("late");
            Hold(comments, idea, exchange.Turns, isLate ? calendar.Between(start, 0.5) : start, end);
        }

        return InOrder(comments, idea.Key);
    }

    /// <summary>Comments in the order of time, with keys that count in that order.</summary>
    public static List<DemoComment> InOrder(IEnumerable<DemoComment> comments, string ideaKey)
    {
        List<DemoComment> ordered = [.. comments.OrderBy(one => one.At).ThenBy(one => one.Level)];
        var keys = ordered.Select((one, at) => (one.Key, New: $"{ideaKey}-comment-{at + 1:00}"))
            .ToDictionary(pair => pair.Key, pair => pair.New);
        return [.. ordered.Select(one => one with
        {
            Key = keys[one.Key],
            ParentKey = one.ParentKey is null ? null : keys[one.ParentKey],
        })];
    }

    private List<ExchangeTexts> FromBank(PostedIdea idea)
    {
        List<ExchangeTexts> chosen = [];
        if (idea.Texts.Stage is DemoStage.Retired or DemoStage.Merged or DemoStage.Declined)
            return chosen;
        var isLate = calendar.Now - idea.PostedAt > TimeSpan.FromDays(DaysUntilLate);
        var own = idea.Texts.Lang == "ko" ? texts.Clusters[idea.ClusterIndex].Exchanges : [];
        var shared = idea.Texts.Lang == "ko" ? texts.Discussions.Korean : texts.Discussions.English;
        var candidates = random.Shuffle(own.Concat(shared))
            .Where(one => !_held.Contains((idea.ClusterIndex, one)) && Fit(one, idea.Texts, isLate) > 0)
            .OrderByDescending(one => Fit(one, idea.Texts, isLate));
        var wanted = (int)Math.Round(idea.Popularity * BankCommentsMax);
        foreach (var exchange in candidates)
        {
            if (wanted <= 0)
                break;
            wanted -= exchange.Turns.Length;
            _held.Add((idea.ClusterIndex, exchange));
            chosen.Add(exchange);
        }

        return random.Shuffle(chosen);
    }

    /// <summary>How well an exchange fits: by the share of its topics that the idea has; 0 if not at all.</summary>
    private static double Fit(ExchangeTexts exchange, IdeaTexts idea, bool isLate) => exchange.Topics switch
    {
        ["any"] => 0.6,
        ["late"] => isLate ? 0.5 : 0,
        var topics => (double)topics.Count(idea.Topics.Contains) / topics.Length,
    };

    private void Hold(
        List<DemoComment> comments, PostedIdea idea, string[] turns, DateTimeOffset start, DateTimeOffset end)
    {
        var slots = Slots(idea.Texts);
        Dictionary<char, string> speakers = new() { ['a'] = idea.AuthorKey };
        string? parent = null;
        var at = start;
        for (var turn = 0; turn < turns.Length; turn++)
        {
            var role = turns[turn][0];
            var text = DemoPhrases.Fill(turns[turn][2..], slots);
            if (!speakers.TryGetValue(role, out var speaker))
                speaker = speakers[role] = Speaker(role, text, idea, at, speakers.Values);
            var key = $"{comments.Count}";
            comments.Add(new(key, parent, turn + 1, speaker, at, text));
            parent = key;
            at = calendar.After(at, HoursToReply, end);
        }
    }

    private string Speaker(
        char role, string text, PostedIdea idea, DateTimeOffset at, IReadOnlyCollection<string> taken) => role switch
        {
            'c' => random.Pick(roster.Coordinators(idea.ClusterIndex)),
            'p' or 'q' => roster.Peer(idea.ClusterIndex, at, IsKorean(text), taken, idea.Texts),
            _ => throw new FormatException($"{role} is nobody: {text}"),
        };

    private static bool IsKorean(string text) => text.Any(letter => letter is >= '가' and <= '힣');
}
