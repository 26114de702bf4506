namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// Keeps <see cref="Node.Others"/>: with how many other organisations each has acted on the same things, whatever they
/// did there and how often they met.
/// </summary>
internal static class Acquaintances
{
    /// <summary>Counts for all organisations, from rows that are all there.</summary>
    public static void CountAll(NodeTable table)
    {
        var counted = new int[table.Nodes.Length];
        Array.Fill(counted, -1);
        foreach (var number in table.OfKind(EntityKind.Organisation))
        {
            var others = 0;
            counted[number] = number;
            foreach (var act in table[number].Acts)
            {
                foreach (var other in table[act.Node].Organisations)
                {
                    if (counted[other.Node] == number)
                        continue;
                    counted[other.Node] = number;
                    others++;
                }
            }

            table[number] = table[number] with { Others = others };
        }
    }

    /// <summary>An actor is about to act on a thing (+1), or acts there no more (−1): whom it meets there alone, it
    /// gets to know or knows no more. Nothing changes where it acts on the thing in another way as well.</summary>
    public static void Change(NodeTable table, int actor, int thing, int change)
    {
        if (table[actor].Ref.Kind != EntityKind.Organisation
            || Array.Exists(table[actor].Acts, act => act.Node == thing))
            return;
        var elsewhere = table[actor].Acts.Select(act => act.Node).ToHashSet();
        var met = 0;
        foreach (var other in table[thing].Organisations.Select(edge => edge.Node).Distinct())
        {
            if (other == actor || Array.Exists(table[other].Acts, act => elsewhere.Contains(act.Node)))
                continue;
            table[other] = table[other] with { Others = table[other].Others + change };
            met++;
        }

        table[actor] = table[actor] with { Others = table[actor].Others + (change * met) };
    }
}
