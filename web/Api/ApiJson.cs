using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Domain;

namespace IdeaStorage.Web.Api;

/// <summary>The JSON of the API: camelCase, strict, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = DepthMax,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(KeptHeaders))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>No body of ours nests deeper than three levels.</summary>
    public const int DepthMax = 16;
}
