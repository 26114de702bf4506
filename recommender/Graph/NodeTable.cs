using System.Collections.Concurrent;

namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// All nodes by number. One writer at a time; readers never lock: a node is replaced as a whole, and numbers are
/// never reused.
/// </summary>
internal sealed class NodeTable(Func<Node, double> activityHeight)
{
    private readonly ConcurrentDictionary<EntityRef, int> _numbers = new();
    private readonly Grown<int>[] _byKind = [.. Enum.GetValues<EntityKind>().Select(_ => new Grown<int>())];
    private readonly Grown<Node> _nodes = new();
    private readonly Grown<NodeFacts> _facts = new();
    private readonly Grown<Crowd> _crowds = new();

    /// <summary>The nodes as of now; single nodes in it may still be replaced by newer ones.</summary>
    public ReadOnlySpan<Node> Nodes => _nodes.Span;

    /// <summary>What scoring needs to know of them, by number; at least of those that are in <see cref="Nodes"/>.
    /// </summary>
    public ReadOnlySpan<NodeFacts> Facts => _facts.Span;

    /// <summary>Likewise, what walks need to know of things.</summary>
    public ReadOnlySpan<Crowd> Crowds => _crowds.Span;

    /// <summary>The regions and types of all nodes.</summary>
    public NodeNames Names { get; } = new();

    /// <summary>The numbers of all nodes of a kind, removed ones included (they are hidden).</summary>
    public ReadOnlySpan<int> OfKind(EntityKind kind) => _byKind[(int)kind].Span;

    public int? Find(EntityRef entity) => _numbers.TryGetValue(entity, out var number) ? number : null;

    public Node this[int number]
    {
        get => Nodes[number];
        set
        {
            var facts = new NodeFacts(value, activityHeight(value), Names, Nodes[number], Facts[number]);
            _facts.Replace(number, facts);
            _crowds.Replace(number, new Crowd(value));
            _nodes.Replace(number, value);
        }
    }

    /// <summary>Adds a node without acts, and gives it a number.</summary>
    public int Add(Node node)
    {
        var kind = _byKind[(int)node.Ref.Kind];
        _facts.Add(new NodeFacts(node, kind.Span.Length, Names));
        _crowds.Add(new Crowd(node));
        var number = _nodes.Add(node);
        kind.Add(number);
        _numbers[node.Ref] = number;
        return number;
    }

    /// <summary>
    /// Makes all rows anew, those that a query reads one after the other beside each other in memory: they were made
    /// between much else, and reading them would mean waiting for each. Changes nothing else.
    /// </summary>
    public void LayOutRows()
    {
        foreach (var kind in _byKind)
        {
            LayOut(kind.Span, (facts) => new NodeFacts(facts, Anew(facts.Acts), facts.Members, facts.Organisations));
            LayOut(kind.Span, (facts) => new NodeFacts(facts, facts.Acts, Anew(facts.Members), facts.Organisations));
            LayOut(kind.Span, (facts) => new NodeFacts(facts, facts.Acts, facts.Members, Anew(facts.Organisations)));
        }
    }

    public void Remove(EntityRef entity) => _numbers.TryRemove(entity, out _);

    private void LayOut(ReadOnlySpan<int> numbers, Func<NodeFacts, NodeFacts> withRows)
    {
        foreach (var number in numbers)
            _facts.Replace(number, withRows(Facts[number]));
    }

    private static End[] Anew(End[] row) => row.Length == 0 ? [] : (End[])row.Clone();

    /// <summary>
    /// A list that only grows. The count is published after the item, so readers see whole items only.
    /// </summary>
    private sealed class Grown<T>
    {
        private T[] _items = new T[16];
        private int _count;

        public ReadOnlySpan<T> Span
        {
            get
            {
                var count = Volatile.Read(ref _count);
                return Volatile.Read(ref _items).AsSpan(0, count);
            }
        }

        public int Add(T item)
        {
            if (_count == _items.Length)
            {
                var longer = new T[2 * _count];
                _items.CopyTo(longer, 0);
                Volatile.Write(ref _items, longer);
            }
            _items[_count] = item;
            Volatile.Write(ref _count, _count + 1);
            return _count - 1;
        }

        public void Replace(int index, T item)
        {
            // The write of each reference is atomic; the barrier makes what it points to visible first.
            Thread.MemoryBarrier();
            _items[index] = item;
        }
    }
}
