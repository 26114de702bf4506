using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Collaborative.Lists;
#if MLNET
using IdeaStorage.Recommender.MLNet;
#endif
using IdeaStorage.Recommender.TwoStage;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Silo.Training;

/// <summary>The trainers that every run compares.</summary>
internal static class TrainersOfProduct
{
    /// <summary>Ideas and organisations that are learned about; beyond them a run would take minutes more.</summary>
    private const int ColumnsMax = 20_000;

    /// <summary>EASE inverts a square matrix over them: 16 MB, and some seconds on one core.</summary>
    private const int EaseColumnsMax = 2_000;

    /// <summary>What was best on partners of research projects, which are as sparse as acts here
    /// (<c>docs/RECOMMENDER.md</c>).</summary>
    private static readonly ImplicitAlsOptions s_als = new() { Regularisation = 0.01f, Epochs = 8 };

    /// <summary>The first one is built in: it serves until a training run publishes another.</summary>
    public static void AddTrainers(this IServiceCollection services)
    {
        services.AddSingleton<ITrainer>(_ => new SignalTrainer());
        services.AddSingleton<ITrainer>(_ => new HybridTrainer());
        services.AddSingleton<ITrainer>(_ => SignalTrainer.Popularity);
        services.AddSingleton<ITrainer>(_ => SignalTrainer.TagCosine);
        services.AddSingleton<ITrainer>(_ => new CollaborativeTrainer(new ItemNeighboursTrainer(), ColumnsMax));
        services.AddSingleton<ITrainer>(_ => new CollaborativeTrainer(new EaseTrainer(), EaseColumnsMax));
        services.AddSingleton<ITrainer>(_ => new CollaborativeTrainer(
            new ImplicitAlsTrainer(s_als), ColumnsMax, usesFeatures: true));
#if MLNET
        services.AddSingleton<ITrainer>(_ => new CollaborativeTrainer(new OneClassTrainer(), ColumnsMax));
#endif
    }
}
