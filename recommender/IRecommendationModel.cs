namespace IdeaStorage.Recommender;

/// <summary>Makes a model from data.</summary>
public interface ITrainer
{
    /// <summary>The name under which figures of this trainer are kept, such as <c>signals</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Trains. The same data and seed give the same model, whatever the number of threads; and whatever the machine,
    /// except that factors may differ in their last bits where vectors have another width.
    /// </summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="seed">What is random follows from it.</param>
    /// <param name="cancellation">Obeyed within a second.</param>
    /// <param name="progress">Told how far training is, from 0 to 1, never backwards; on any thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null);

    /// <summary>
    /// Puts what a model of this trainer learned and saved over the present data, without training. The same file and
    /// the same data give the same lists; settings of the file stand above those of this trainer.
    /// </summary>
    /// <exception cref="InvalidModelFileException">
    /// The file is foreign, damaged, of another trainer, or was learned on other features; the message says which.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation);
}

/// <summary>
/// A model that ranks and explains, and keeps up with what happens.
/// <para>
/// Thread safety: any number of threads may ask while others apply. Writers take turns; readers do not wait for acts,
/// and for entities only while their features are counted. A query that runs while an act is applied sees each entity
/// either before or after it, never half changed.
/// </para>
/// <para>
/// An applied change is seen by every query that starts after the call returned. An act costs time in proportion to
/// the number of acts of its actor and its target, not to the size of the model.
/// </para>
/// </summary>
public interface IRecommendationModel
{
    /// <summary>
    /// The list for a query, the best first. Empty when the subject is unknown or hidden, or when nothing suits.
    /// The same model and query give the same list.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Count, diversity or exposure floor lies outside its range.
    /// </exception>
    IReadOnlyList<Recommendation> Recommend(RecommendationQuery query);

    /// <summary>
    /// The lists for many queries, in their order: the same as asking one by one, on all cores that the task scheduler
    /// of the caller has.
    /// </summary>
    IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(
        IReadOnlyList<RecommendationQuery> queries, CancellationToken cancellation);

    /// <summary>Counts a new act. False, and nothing changes, when actor or target are unknown.</summary>
    /// <exception cref="InvalidDataSetException">The interaction is wrong; the error names the field.</exception>
    bool Apply(Interaction interaction);

    /// <summary>
    /// Forgets what <paramref name="actor"/> did in this way to <paramref name="target"/>. False when there was
    /// nothing.
    /// </summary>
    bool Withdraw(InteractionKind kind, EntityRef actor, EntityRef target);

    /// <summary>Adds an entity, or replaces the features of one that is known; its activity stays.</summary>
    /// <exception cref="InvalidDataSetException">The entity is wrong; the error names the field.</exception>
    void Apply(Entity entity);

    /// <summary>
    /// Forgets an entity with everything that it did and that was done to it. What a member did for its organisation
    /// stays with the organisation. False when it was unknown.
    /// </summary>
    bool Remove(EntityRef entity);

    /// <summary>
    /// Writes what was learned (weights, factors, settings, the names of features), but not the data: that is put
    /// under it again by <see cref="ITrainer.Load"/>. Models that learned the same write the same bytes.
    /// </summary>
    void Save(Stream file);
}
