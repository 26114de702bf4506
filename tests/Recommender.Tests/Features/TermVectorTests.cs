using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Tests.Features;

/// <summary>Which terms of a long profile are compared.</summary>
public sealed class TermVectorTests
{
    private static readonly double[] s_worths = [1, 1, 4, 1, 0];

    [Fact]
    public void Heaviest_KeepsThoseThatMakeMostOfTheLength_OfEqualOnesTheOlder()
    {
        var vector = new TermVector([0, 1, 2, 3, 4, 9], [2, 3, 1, 2, 5, 5]);

        // 4, 9, 4, 4, and nothing for what is worth nothing or not known.
        var heaviest = vector.Heaviest(3, s_worths);

        Assert.Equal([0, 1, 2], heaviest.Ids);
        Assert.Equal([2f, 3f, 1f], heaviest.Values);
        Assert.Same(vector, vector.Heaviest(6, s_worths));
    }

    [Fact]
    public void Likeness_OfALongProfile_IsOverItsHeaviestTerms()
    {
        int[] ids = [.. Enumerable.Range(0, Likeness.TermsMax + 1)];
        var values = Array.ConvertAll(ids, id => id == 7 ? 0.5f : 1f);
        var worths = Array.ConvertAll(ids, _ => 1.0);
        var likeness = new Likeness(new TermVector(ids, values), worths, new Tally());

        Assert.Equal(0, likeness.To(new TermVector([7], [1])));
        Assert.True(likeness.SharedWith(new TermVector([7], [1])).IsEmpty);
        Assert.Equal(1 / Math.Sqrt(Likeness.TermsMax), likeness.To(new TermVector([8], [1])), 12);
        Assert.Equal(1, likeness.To(new TermVector(ids, values).Heaviest(Likeness.TermsMax, worths)), 12);
    }
}
