using System.Collections.Concurrent;

namespace IdeaStorage.Recommender.Features;

/// <summary>
/// The terms of all families with how many entities carry them, and what sharing a term is worth.
/// <para>
/// A term that few carry says more: the worth is its information content log(1 + N / df), for words log((1 + N) /
/// df). In the industry tree each node is worth what it adds to its parent, so that the sum over the common ancestors
/// of two codes is the information content of the lowest one: Resnik 1995, "Using information content to evaluate
/// semantic similarity in a taxonomy"; over the geometric mean of both codes' own contents it is the measure of Lin
/// 1998. Tags and words use the square, as tf-idf cosine does (Salton and Buckley 1988).
/// </para>
/// One writer at a time. Readers wait at most while an entity is counted, or the worths are after it.
/// </summary>
internal sealed class Vocabulary(double textSaturation)
{
    private const int NoParent = -1;

    /// <summary>What one more shared level of the industry tree is worth at least, in nats.</summary>
    private const double LevelWorthMin = 0.05;

    /// <summary>
    /// A word of one text alone can be shared with nobody; it would only make that text less like all others.
    /// </summary>
    private const int WordCarriersMin = 2;

    private readonly ConcurrentDictionary<(Family, string), int> _ids = new();
    private readonly List<(Family Family, int Parent, int Carriers)> _terms = [];
    private readonly int[] _carriers = new int[FeatureSet.Families.Length];
    private string[] _labels = new string[16];
    private double[]? _worths = [];

    /// <summary>
    /// What sharing each term is worth, by term id. Terms that are newer than the array are worth nothing to its
    /// holder yet.
    /// </summary>
    public double[] Worths
    {
        get
        {
            if (Volatile.Read(ref _worths) is { } known)
                return known;
            lock (_terms)
            {
                var worths = new double[_terms.Count];
                for (var id = 0; id < worths.Length; id++)
                    worths[id] = Worth(id);
                Volatile.Write(ref _worths, worths);
                return worths;
            }
        }
    }

    /// <summary>The parent of an industry node, or −1.</summary>
    public int Parent(int id)
    {
        lock (_terms)
            return _terms[id].Parent;
    }

    public string Label(int id) => Volatile.Read(ref _labels)[id];

    /// <summary>The features that an entity carries itself, as vectors.</summary>
    public FeatureSet Read(Entity entity)
    {
        lock (_terms)
        {
            return new FeatureSet(
                TermVector.Unit(ReadIndustries(entity.Industries)),
                TermVector.Unit(ReadTags(entity.Tags)),
                TermVector.Unit(ReadWords(entity.Words)));
        }
    }

    /// <summary>Counts an entity among the carriers of its terms, or with −1 takes it out again.</summary>
    public void Count(FeatureSet features, int change)
    {
        lock (_terms)
        {
            foreach (var family in FeatureSet.Families)
            {
                var vector = features[family];
                if (vector.Count > 0)
                    _carriers[(int)family] += change;
                foreach (var id in vector.Ids)
                    _terms[id] = _terms[id] with { Carriers = _terms[id].Carriers + change };
            }
            Volatile.Write(ref _worths, null);
        }
    }

    private double Worth(int id)
    {
        var (family, parent, _) = _terms[id];
        var content = Content(id);
        if (family != Family.Industry)
            return content * content;
        // A parent is carried wherever its child is, so the difference is never negative; where all that carry the
        // parent carry the child, to share the child still says a little more.
        return parent == NoParent ? content : Math.Max(content - Content(parent), LevelWorthMin);
    }

    private double Content(int id)
    {
        var (family, _, carriers) = _terms[id];
        if (carriers < (family == Family.Text ? WordCarriersMin : 1))
            return 0;
        // A word that nearly all texts have tells nothing; a tag that all have still tells that they have it in common.
        var all = (double)_carriers[(int)family];
        return family == Family.Text ? Math.Log((1 + all) / carriers) : Math.Log(1 + all / carriers);
    }

    private Dictionary<int, double> ReadIndustries(IReadOnlyList<string> paths)
    {
        var nodes = new Dictionary<int, double>();
        foreach (var path in paths)
        {
            var parent = NoParent;
            for (var end = 0; end < path.Length; end++)
            {
                end = path.IndexOf('/', end) is >= 0 and var slash ? slash : path.Length;
                parent = IdOf(Family.Industry, path[..end], path[..end].Split('/')[^1], parent);
                nodes[parent] = 1;
            }
        }
        return nodes;
    }

    private Dictionary<int, double> ReadTags(IReadOnlyList<string> tags)
    {
        var terms = new Dictionary<int, double>();
        foreach (var tag in tags)
            terms[IdOf(Family.Tag, tag.Trim().ToLowerInvariant(), tag.Trim(), NoParent)] = 1;
        return terms;
    }

    // What a repetition adds falls, and all of them together stay below 1 + k₁ times the first (BM25). The length of a
    // text is divided out afterwards, for a vector has length 1.
    private Dictionary<int, double> ReadWords(IReadOnlyList<string> words)
    {
        var terms = new Dictionary<int, double>();
        foreach (var word in words)
        {
            var id = IdOf(Family.Text, word.ToLowerInvariant(), word, NoParent);
            terms[id] = terms.GetValueOrDefault(id) + 1;
        }
        foreach (var (id, count) in terms)
            terms[id] = count * (textSaturation + 1) / (count + textSaturation);
        return terms;
    }

    private int IdOf(Family family, string key, string label, int parent)
    {
        if (_ids.TryGetValue((family, key), out var known))
            return known;
        var id = _terms.Count;
        _terms.Add((family, parent, 0));
        if (id == _labels.Length)
        {
            var longer = new string[2 * id];
            _labels.CopyTo(longer, 0);
            Volatile.Write(ref _labels, longer);
        }
        _labels[id] = label;
        _ids[(family, key)] = id;
        return id;
    }
}
