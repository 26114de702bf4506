using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Storage.ReadModels.MiniClusters;

/// <summary>A cluster's rules as they stand in its row.</summary>
internal static class RulesJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(ClusterRules rules) => JsonSerializer.Serialize(rules, Options);

    public static ClusterRules Read(string json) =>
        JsonSerializer.Deserialize<ClusterRules>(json, Options) ?? ClusterRules.Default;
}
