namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// How many act on a node. Walks ask for it at each thing that they come by, in no order, so it lies apart from
/// <see cref="NodeFacts"/>, closely packed.
/// </summary>
/// <param name="Organisations">The length of <see cref="Node.Organisations"/>.</param>
/// <param name="Members">The length of <see cref="Node.Members"/>.</param>
/// <param name="IsHidden">Whether the node counts for nothing.</param>
internal readonly record struct Crowd(int Organisations, int Members, bool IsHidden)
{
    public Crowd(Node node)
        : this(node.Organisations.Length, node.Members.Length, node.Status == EntityStatus.Hidden)
    {
    }

    public int Of(EntityKind kind) => kind == EntityKind.Member ? Members : Organisations;
}
