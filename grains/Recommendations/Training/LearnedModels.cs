using IdeaStorage.Recommender;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Grains.Recommendations.Training;

/// <summary>
/// What trainers learned, in the blob store. A blob is published whole or not at all, and is read only under the name
/// and hash of its row; what a crash left behind is never read.
/// </summary>
public sealed class LearnedModels(Trainers trainers, ModelChoices choices, IBlobStore? blobs = null)
{
    private const string Folder = "recommender/models/";

    private const int BufferBytes = 1 << 20;

    /// <summary>Models of so many runs are kept for pinning, and what serves.</summary>
    private const int Kept = 5;

    /// <summary>Whether there is a blob store; without one, only the built-in model can serve.</summary>
    public bool CanKeep => blobs is not null;

    /// <summary>What serves by the newest choice, put over the data.</summary>
    /// <exception cref="InvalidModelFileException">It cannot be used by this program.</exception>
    /// <exception cref="IOException">The store does not answer.</exception>
    public async Task<ServedModel> LoadAsync(ModelChoice choice, DataSet data, CancellationToken cancellationToken)
    {
        if (choice.ModelId is not { } id)
            return BuiltIn(data, choice.Version, cancellationToken);
        var row = await choices.FindModelAsync(id, cancellationToken)
            ?? throw new InvalidModelFileException($"There is no model '{id}'.");
        return new ServedModel(
            await LoadAsync(row, data, cancellationToken), row.Trainer, id, choice.Version);
    }

    /// <summary>The model that needs no training run.</summary>
    public ServedModel BuiltIn(DataSet data, long version, CancellationToken cancellationToken) => new(
        trainers.BuiltIn.Train(data, Trainers.Seed, cancellationToken), trainers.BuiltIn.Name, null, version);

    /// <summary>One model, put over the data.</summary>
    /// <exception cref="InvalidModelFileException">It cannot be used by this program.</exception>
    /// <exception cref="IOException">The store does not answer.</exception>
    public async Task<IRecommendationModel> LoadAsync(
        TrainedModel row, DataSet data, CancellationToken cancellationToken)
    {
        var trainer = trainers.Find(row.Trainer)
            ?? throw new InvalidModelFileException($"This program has no trainer '{row.Trainer}'.");
        if (blobs is null || row.Blob is null || await blobs.FindAsync(row.Blob, cancellationToken) is not { } found)
            throw new InvalidModelFileException($"The blob of '{row.Id}' is not there any more.");
        if (found.Hash != row.Hash)
            throw new InvalidModelFileException($"The blob '{row.Blob}' is not the one that was published.");
        await using var learned = await blobs.OpenAsync(row.Blob, cancellationToken: cancellationToken)
            ?? throw new InvalidModelFileException($"The blob '{row.Blob}' is not there any more.");
        // Trainers read in small pieces.
        await using var buffered = new BufferedStream(learned, BufferBytes);
        return trainer.Load(buffered, data, cancellationToken);
    }

    /// <summary>Publishes what was learned.</summary>
    /// <exception cref="IOException">The store does not answer or is full; nothing is published.</exception>
    public async Task<BlobInfo> SaveAsync(
        string modelId, IRecommendationModel model, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        return await blobs!.PutAsync($"{Folder}{modelId}.bin", file, cancellationToken: cancellationToken);
    }

    /// <summary>Removes the blobs of old models, and those that no row names.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        if (blobs is null) return;
        var chosen = (await choices.FindAsync(cancellationToken)).ModelId;
        var named = await choices.ListKeptAsync(cancellationToken);
        var kept = named.Where((model, index) => index < Kept || model.Id == chosen).ToList();
        foreach (var old in named.Except(kept)) await choices.ForgetBlobAsync(old.Id, cancellationToken);
        var names = kept.Select(model => model.Blob).ToHashSet();
        var found = new List<string>();
        await foreach (var blob in blobs.ListAsync(Folder, cancellationToken)) found.Add(blob.Name);
        foreach (var name in found.Where(name => !names.Contains(name)))
            await blobs.DeleteAsync(name, cancellationToken);
    }
}

/// <summary>A model that answers.</summary>
/// <param name="Model">It.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="ModelId">Its row, or null for the built-in one.</param>
/// <param name="Version">The choice by which it serves.</param>
public sealed record ServedModel(IRecommendationModel Model, string Trainer, string? ModelId, long Version);
