using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender;

/// <summary>
/// The first trainer: a weighted sum of signals that each explain themselves.
/// <list type="bullet">
/// <item>Content: likeness of industry codes, tags and texts, multiplied by how active the candidate is. Alone,
/// likeness finds those who look right and never answer.</item>
/// <item>Co-activity: having acted on the same things. A thing on which few acted says more (Adamic and Adar 2003,
/// "Friends and neighbors on the Web"); older acts say less.</item>
/// <item>Walk: having acted with the same others, as resource allocation on the two-sided graph (Zhou, Lü and Zhang
/// 2009, "Predicting missing links via local information").</item>
/// <item>Popularity: being active in one's own right.</item>
/// </list>
/// Nothing is random and there are no epochs: training is counting.
/// </summary>
public sealed class SignalTrainer : ITrainer
{
    internal const string ModelName = "signals";
    private readonly SignalOptions _options;

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    public SignalTrainer(SignalOptions? options = null)
        : this(ModelName, options ?? new SignalOptions())
    {
    }

    private SignalTrainer(string name, SignalOptions options)
    {
        options.Check();
        (Name, _options) = (name, options);
    }

    /// <summary>
    /// A baseline: to everyone what others are most active in, with acts that fade, whoever asks. Who was never active
    /// is in no list.
    /// </summary>
    public static SignalTrainer Popularity { get; } =
        new("popularity", SignalOptions.Nothing with { Popularity = 1 });

    /// <summary>
    /// A baseline: likeness of industry codes in the KSIC tree (Lin 1998) and of tags by their idf (Salton and Buckley
    /// 1988), times how active the candidate is.
    /// </summary>
    public static SignalTrainer TagCosine { get; } =
        new("tag-cosine", SignalOptions.Nothing with { Industry = 1, Tag = 1 });

    public string Name { get; }

    /// <summary>Trains. The seed is not used, for nothing is random.</summary>
    public IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var model = new SignalModel(_options, GraphBuilder.Build(data, _options, cancellation), Name);
        progress?.Report(1);
        return model;
    }

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        var options = SignalOptionsFile.Read(learned, Name);
        return new SignalModel(options, GraphBuilder.Build(data, options, cancellation), Name);
    }
}
