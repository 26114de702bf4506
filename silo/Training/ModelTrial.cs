using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Evaluation;

namespace IdeaStorage.Silo.Training;

/// <summary>Tries a model that was written and read back, before anyone is served by it.</summary>
internal static class ModelTrial
{
    /// <summary>Members whose lists are looked at, spread over all.</summary>
    private const int MembersMax = 50;

    /// <summary>It must give the lists of the model that was trained, with scores that are numbers.</summary>
    /// <exception cref="InvalidModelException">It does not; the message says where.</exception>
    public static void Check(
        IRecommendationModel trained, IRecommendationModel read, DataSet data, DateTimeOffset at,
        CancellationToken cancellation)
    {
        var members = data.Entities.Where(entity => entity.Ref.Kind == EntityKind.Member).ToList();
        var step = Math.Max(1, members.Count / MembersMax);
        RecommendationQuery[] queries =
        [
            .. members.Where((_, index) => index % step == 0).Take(MembersMax).SelectMany(member => new[]
            {
                new RecommendationQuery(member.Ref, EntityKind.Organisation, at),
                new RecommendationQuery(member.Ref, EntityKind.Idea, at),
            }),
        ];
        var (expected, found) = (trained.RecommendAll(queries, cancellation), read.RecommendAll(queries, cancellation));
        for (var i = 0; i < queries.Length; i++)
        {
            if (found[i].Any(item => !double.IsFinite(item.Score)))
                throw new InvalidModelException($"A score for {queries[i].Subject} is no number.");
            if (!expected[i].Select(item => item.Item).SequenceEqual(found[i].Select(item => item.Item)))
                throw new InvalidModelException($"Read again, it gives {queries[i].Subject} another list.");
        }

        if (queries.Length > 0 && found.All(list => list.Count == 0))
            throw new InvalidModelException("It proposes nothing to anybody.");
    }
}
