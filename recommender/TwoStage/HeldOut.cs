using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Data without some of the last acts, and the partners that those brought: what is left says what could be told, and
/// whom an organisation met by the others alone is the right answer.
/// </summary>
internal sealed class HeldOut
{
    private readonly HybridOptions _options;
    private readonly int _seed;
    private readonly CancellationToken _cancellation;
    private readonly DateTimeOffset _at;
    private readonly ActivityGraph _graph;
    private readonly PartnerPairs _known;
    private readonly QuestionLists _lists;
    private PartnerFactors? _factors;

    /// <param name="data">The data.</param>
    /// <param name="isOut">Whether an act is held out.</param>
    /// <param name="at">When the questions are asked.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seed">Puts the questions in order, and draws the first factors.</param>
    /// <param name="cancellation">Looked at for each row.</param>
    /// <param name="factors">What was learned of the same before; null to learn it.</param>
    public HeldOut(
        DataSet data, Func<Interaction, bool> isOut, DateTimeOffset at, HybridOptions options, int seed,
        CancellationToken cancellation, PartnerFactors? factors = null)
    {
        (_at, _options, _seed, _cancellation, _factors) = (at, options, seed, cancellation, factors);
        var left = Without(data, isOut);
        _graph = GraphBuilder.Build(left, options.Signals, cancellation);
        _known = new PartnerPairs(left, _graph.Table, _ => true);
        _lists = new QuestionLists(options, _graph, at, cancellation);
        var questions = QuestionsOf(new PartnerPairs(data, _graph.Table, isOut));
        new Random(seed).Shuffle(questions);
        Questions = questions;
    }

    /// <summary>Organisations with the partners that what is held out brought them; in an order by chance.</summary>
    public IReadOnlyList<PartnerQuestion> Questions { get; }

    /// <summary>Factors of the organisations, from what is left; learned when they are first asked for.</summary>
    public PartnerFactors Factors =>
        _factors ??= PartnerFactors.Learn(_graph, Decay.DayOf(_at), _seed, _cancellation);

    /// <summary>Lists of those of which something is left, by given weights.</summary>
    public List<LabelledList> OfKnown(PartnerWeights weights, int questionsMax) => _lists.Labelled(
        Over(weights), Questions.Where(one => _lists.HasActed(one.Organisation)).Take(questionsMax));

    /// <summary>Lists of those of which nothing is left.</summary>
    public List<LabelledList> OfNewcomers(PartnerWeights weights) => _lists.Labelled(
        Over(weights), Questions.Where(one => !_lists.HasActed(one.Organisation)).Take(_options.QuestionsMax));

    /// <summary>What prices of exposure are found from.</summary>
    public ExposurePrices Prices(PartnerWeights weights) =>
        ExposurePrices.Learn(_lists.Fields(Over(weights), Questions));

    /// <summary>Weights with the ties and the factors of what is left.</summary>
    private PartnerWeights Over(PartnerWeights weights) => weights with
    {
        RegionTies = _known.Ties(node => node.Region),
        TypeTies = _known.Ties(node => node.Type),
        Factors = Factors,
    };

    // A newcomer is described by what it then takes part in, as it would describe itself when it registers. Where its
    // members acted before, it is none.
    private DataSet Without(DataSet data, Func<Interaction, bool> isOut)
    {
        var acts = data.Interactions.Until(_cancellation).ToLookup(isOut);
        var known = acts[false].Select(act => act.Actor).ToHashSet();
        known.UnionWith(data.Entities.Until(_cancellation).Where(entity => known.Contains(entity.Ref))
            .Select(entity => entity.Organisation).OfType<EntityRef>().ToArray());
        var things = data.Entities.Until(_cancellation).ToDictionary(entity => entity.Ref);
        var later = acts[true].ToLookup(act => act.Actor, act => act.Target);
        return new DataSet(
            [
                .. data.Entities.Until(_cancellation).Select(entity =>
                    entity.Ref.Kind == EntityKind.Organisation && !known.Contains(entity.Ref)
                        ? Described(entity, later[entity.Ref].Distinct().Select(thing => things[thing]))
                        : entity),
            ],
            [.. acts[false]]);
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

    private PartnerQuestion[] QuestionsOf(PartnerPairs found)
    {
        var questions = new List<PartnerQuestion>();
        foreach (var number in _graph.Table.OfKind(EntityKind.Organisation))
        {
            var right = found.Of(number)
                .Where(other => _graph.Table[other].Acts.Length > 0 && !_known.Have(number, other)).ToHashSet();
            if (right.Count > 0)
                questions.Add(new PartnerQuestion(number, right));
        }

        return [.. questions];
    }
}
