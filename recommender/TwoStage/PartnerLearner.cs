using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Learns the weights from the last period of the data: what is known before it says what could be told then, and the
/// partners found or wished for within it are the right answers. For each question the first stage takes the candidates
/// that come first by the weights there are; on these the second stage learns better ones.
/// </summary>
internal sealed class PartnerLearner(HybridOptions options, DataSet data, int seed, CancellationToken cancellation)
{
    /// <summary>Candidates are taken first by weights of judgement, then by those that were learned on them, so that
    /// the last lists learned on are like those that will be shown.</summary>
    private const int Rounds = 2;

    public PartnerWeights Learn(Action<double> progress)
    {
        if (data.Interactions.Count == 0)
            return PartnerWeights.Prior;
        var cut = Cut();
        var past = Past(cut);
        var graph = GraphBuilder.Build(past, options.Signals, cancellation);
        progress(0.1);
        var before = new PartnerPairs(past, graph.Table, _ => true);
        var after = new PartnerPairs(data, graph.Table, act => act.At >= cut);
        var questions = Questions(graph, before, after);
        var prior = PartnerWeights.Prior with
        {
            RegionTies = before.Ties(node => node.Region),
            TypeTies = before.Ties(node => node.Type),
            Factors = Factors(graph, cut, questions),
        };
        progress(0.2);
        var learned = prior;
        var lists = new QuestionLists(options, graph, cut, cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            var begin = 0.2 + (0.6 * round / Rounds);
            learned = LearnRound(lists, learned, questions, share => progress(begin + (0.6 * share / Rounds)));
        }

        if (questions.Count >= options.QuestionsMin)
            learned = learned with { Exposure = ExposurePrices.Learn(lists.Fields(learned, questions)) };
        progress(0.9);

        var all = GraphBuilder.Build(data, options.Signals, cancellation);
        var pairs = new PartnerPairs(data, all.Table, _ => true);
        return learned with
        {
            RegionTies = pairs.Ties(node => node.Region),
            TypeTies = pairs.Ties(node => node.Type),
            Factors = Factors(all, Read(data.Interactions).Max(act => act.At), questions),
        };
    }

    /// <summary>A young installation is asked of its later half, or nothing would lie before the period.</summary>
    private DateTimeOffset Cut()
    {
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var act in Read(data.Interactions))
            (first, last) = (act.At < first ? act.At : first, act.At > last ? act.At : last);
        var half = (last - first) / 2;
        return last - (half < options.Period ? half : options.Period);
    }

    private PartnerWeights LearnRound(
        QuestionLists lists,
        PartnerWeights given,
        List<PartnerQuestion> questions,
        Action<double> progress)
    {
        var known = lists.Labelled(given, questions.Where(one => lists.HasActed(one.Organisation)));
        var newcomers = lists.Labelled(given, questions.Where(one => !lists.HasActed(one.Organisation)));
        progress(0.5);
        if (known.Count >= options.QuestionsMin
            && ListwiseLearner.Learn(known, cancellation, share => progress(0.5 + (0.3 * share)))
                is [var little, var much])
            given = given with { Little = little, Much = much };
        if (newcomers.Count >= options.QuestionsMin)
            given = given with
            {
                New = ListwiseLearner.Learn(newcomers, cancellation, share => progress(0.8 + (0.2 * share)))[0],
            };
        return given;
    }

    // What is too little to weigh factors by is too little to learn them from.
    private PartnerFactors Factors(ActivityGraph graph, DateTimeOffset at, List<PartnerQuestion> questions) =>
        questions.Count < options.QuestionsMin
            ? PartnerFactors.None
            : PartnerFactors.Learn(graph, Decay.DayOf(at), seed, cancellation);

    // A newcomer is described by what it then takes part in, as it would describe itself when it registers. Where its
    // members acted before, it is none.
    private DataSet Past(DateTimeOffset cut)
    {
        var known = Read(data.Interactions).Where(act => act.At < cut).Select(act => act.Actor).ToHashSet();
        known.UnionWith(Read(data.Entities).Where(entity => known.Contains(entity.Ref))
            .Select(entity => entity.Organisation).OfType<EntityRef>().ToArray());
        var things = Read(data.Entities).ToDictionary(entity => entity.Ref);
        var later = Read(data.Interactions).Where(act => act.At >= cut).ToLookup(act => act.Actor, act => act.Target);
        return new DataSet(
            [
                .. Read(data.Entities).Select(entity =>
                    entity.Ref.Kind == EntityKind.Organisation && !known.Contains(entity.Ref)
                        ? Described(entity, later[entity.Ref].Distinct().Select(thing => things[thing]))
                        : entity),
            ],
            [.. Read(data.Interactions).Where(act => act.At < cut)]);
    }

    private IEnumerable<T> Read<T>(IReadOnlyList<T> rows)
    {
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private static Entity Described(Entity entity, IEnumerable<Entity> things) =>
        things.FirstOrDefault() is { } first
            ? entity with
            {
                Industries = [.. entity.Industries.Union(first.Industries).Take(Entity.IndustriesMax)],
                Tags = [.. entity.Tags.Union(first.Tags).Take(Entity.TagsMax)],
                Words = [.. entity.Words.Concat(first.Words).Take(Entity.WordsMax)],
            }
            : entity;

    private List<PartnerQuestion> Questions(
        ActivityGraph graph, PartnerPairs before, PartnerPairs after)
    {
        var questions = new List<PartnerQuestion>();
        foreach (var number in graph.Table.OfKind(EntityKind.Organisation))
        {
            var right = after.Of(number)
                .Where(other => graph.Table[other].Acts.Length > 0 && !before.Have(number, other)).ToHashSet();
            if (right.Count > 0)
                questions.Add(new PartnerQuestion(number, right));
        }

        var drawn = questions.ToArray();
        new Random(seed).Shuffle(drawn);
        return [.. drawn];
    }
}
