using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>The likeness of a subject to every entity of a kind, in each family of terms.</summary>
internal sealed class LikenessToKind
{
    private readonly Likeness[] _likeness;
    private readonly ContentIndex _index;
    private readonly double[][] _known;
    private int _changed;

    /// <param name="likeness">That of the subject, by family.</param>
    /// <param name="index">The index of the kind.</param>
    /// <param name="known">Room for what comes of the index, by family; kept for the next query.</param>
    public LikenessToKind(Likeness[] likeness, ContentIndex index, double[][] known)
    {
        (_likeness, _index, _known) = (likeness, index, known);
        foreach (var family in FeatureSet.Families)
        {
            ref var room = ref known[(int)family];
            if (room.Length < index.Count)
                room = new double[index.Count + (index.Count / 8)];
            likeness[(int)family].ToAll(index, family, room);
        }
    }

    /// <summary>How many were looked at that have another profile than in the index.</summary>
    public int Changed => _changed;

    /// <summary>By family; valid until the next call.</summary>
    public void Of(int place, FeatureSet profile, Span<double> likenesses)
    {
        if (_index.Holds(place, profile))
        {
            for (var family = 0; family < likenesses.Length; family++)
                likenesses[family] = _known[family][place];
            return;
        }
        _changed++;
        for (var family = 0; family < likenesses.Length; family++)
            likenesses[family] = _likeness[family].To(profile[(Family)family]);
    }
}
