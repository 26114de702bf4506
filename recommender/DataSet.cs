namespace IdeaStorage.Recommender;

/// <summary>
/// What a model is trained on: entities with features, and what happened between them. Checked when it is made.
/// </summary>
public sealed class DataSet
{
    /// <param name="entities">Each once.</param>
    /// <param name="interactions">Between them.</param>
    /// <param name="until">
    /// The moment up to which the data tell: a later act is refused, for trainers take the last act for the present,
    /// and all else would have faded. Null where nobody knows it.
    /// </param>
    /// <exception cref="InvalidDataSetException">An entity or interaction is wrong; the error names its row and
    /// field.</exception>
    public DataSet(
        IReadOnlyList<Entity> entities, IReadOnlyList<Interaction> interactions, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(interactions);
        var known = new HashSet<EntityRef>(entities.Count);
        for (var row = 0; row < entities.Count; row++)
        {
            DataChecks.Check(entities[row], row);
            if (!known.Add(entities[row].Ref))
                throw new InvalidDataSetException("entities", row, "Ref", $"{entities[row].Ref} is there twice");
        }
        for (var row = 0; row < interactions.Count; row++)
        {
            var act = interactions[row];
            DataChecks.Check(act, row, until);
            if (!known.Contains(act.Actor))
                throw new InvalidDataSetException("interactions", row, "Actor", $"{act.Actor} is unknown");
            if (!known.Contains(act.Target))
                throw new InvalidDataSetException("interactions", row, "Target", $"{act.Target} is unknown");
        }
        (Entities, Interactions) = (entities, interactions);
    }

    public IReadOnlyList<Entity> Entities { get; }

    public IReadOnlyList<Interaction> Interactions { get; }
}

/// <summary>A row of a data set is wrong. The message names table, row (from 0) and field.</summary>
public sealed class InvalidDataSetException(string table, int row, string field, string problem)
    : Exception($"{table}[{row}].{field}: {problem}.")
{
    public string Table { get; } = table;

    /// <summary>The position in its list, from 0; 0 for a single entity or interaction applied to a model.</summary>
    public int Row { get; } = row;

    public string Field { get; } = field;
}
