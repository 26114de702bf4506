using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Recommender.ModelFiles;

namespace IdeaStorage.Recommender;

/// <summary>
/// What <see cref="SignalTrainer"/> keeps: it learns nothing but what its settings say, so they are the file.
/// </summary>
internal static class SignalOptionsFile
{
    private const int TextBytesMax = 1 << 20;

    private static readonly JsonSerializerOptions s_json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string[] s_features =
        [.. JsonSerializer.SerializeToNode(new SignalOptions(), s_json)!.AsObject().Select(member => member.Key)];

    public static void Write(Stream file, string trainer, SignalOptions options) =>
        LearnedFile.Write(
            file,
            trainer,
            s_features,
            writer => writer.Text(JsonSerializer.Serialize(options, s_json)));

    public static SignalOptions Read(Stream file, string trainer)
    {
        var text = LearnedFile.Read(file, trainer, s_features, reader => reader.Text(TextBytesMax));
        try
        {
            var options = JsonSerializer.Deserialize<SignalOptions>(text, s_json)
                ?? throw new InvalidModelFileException("Its settings are empty.");
            options.Check();
            return options;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidModelFileException($"Its settings are wrong: {error.Message}");
        }
    }
}
