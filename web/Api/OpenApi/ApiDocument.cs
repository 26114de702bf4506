using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IdeaStorage.Domain.MiniClusters;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IdeaStorage.Web.Api.OpenApi;

/// <summary>The OpenAPI document: what the endpoints' metadata cannot say by itself is added here.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";
    private const string ProblemType = "application/problem+json";

    public static void AddApiDocument(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Web);
            // Numbers travel as numbers only.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        })
        .AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) => Task.FromResult(Introduce(document)));
            options.AddOperationTransformer((operation, context, _) =>
            {
                Complete(operation, context);
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (Examples.Of(context.JsonTypeInfo.Type) is { } example && context.JsonPropertyInfo is null)
                    schema.Examples = [example];
                Describe(
                    schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
                if (context.JsonTypeInfo.Type == typeof(Clearable))
                    schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
                return Task.CompletedTask;
            });
        });

    /// <summary>A converter of our own says nothing about its shape: enums travel as names, movers as a list.</summary>
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (!type.IsEnum)
            return;
        var isList = type == typeof(StageMovers);
        var one = isList ? new OpenApiSchema() : schema;
        one.Type = JsonSchemaType.String;
        one.Enum = [.. JsonFaults.ChoicesOf(type).Select(choice => (JsonNode)choice)];
        if (!isList)
            return;
        schema.Type = JsonSchemaType.Array;
        schema.Items = one;
    }

    private static OpenApiDocument Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "IDEA STORAGE · 아이디어 스토리지",
            Version = "1",
            Description = "Ideas, mini-clusters and partners. Errors are RFC 9457 problem details in the caller's "
                + "language (Accept-Language: ko or en). Lists are {items, next}; "
                + "give next as after for the following page.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                Description = "A token of POST /api/v1/tokens.",
            },
        };
        return document;
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var name in PathNames(context.Description.RelativePath ?? ""))
            operation.Parameters.Add(Parameter(name, ParameterLocation.Path, "Its id.", isRequired: true));
        foreach (var query in metadata.OfType<QueryParameters>().SelectMany(all => all.All))
            operation.Parameters.Add(Parameter(
                query.Name, ParameterLocation.Query, query.Description, isRequired: false, query));
        var method = context.Description.HttpMethod;
        if (method is "PATCH" || metadata.OfType<ConditionalWrite>().Any())
            operation.Parameters.Add(Parameter(
                Precondition.HeaderName, ParameterLocation.Header,
                "The ETag that was read; 412 if it changed since. A list matches if any of its tags does, * always, "
                + "a weak tag never. The answer's ETag is the new one.",
                isRequired: false));
        var access = metadata.OfType<AccessMetadata>().LastOrDefault()?.Access ?? Access.Everyone;
        if (access == Access.Member)
            RequireToken(operation, context.Document!);
        if (method != "GET" && (access == Access.Member || metadata.OfType<KeyedByCaller>().Any()))
            operation.Parameters.Add(IdempotencyKey(metadata.OfType<KeyedByCaller>().FirstOrDefault()));
        operation.Responses ??= [];
        operation.Responses["default"] = Problem();
    }

    private static void RequireToken(OpenApiOperation operation, OpenApiDocument document) => operation.Security =
    [
        new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
    ];

    private static OpenApiParameter IdempotencyKey(KeyedByCaller? scope) => Parameter(
        IdempotentAnswers.HeaderName, ParameterLocation.Header,
        "1–200 printable ASCII characters. The same key with the same request is answered the same for a day."
        + (scope is null ? "" : " " + scope.Says),
        isRequired: false);

    private static OpenApiResponse Problem() => new()
    {
        Description = "Problem details (RFC 9457): type, title, status, name, errors by field.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemType] = new()
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                Example = Examples.Of(typeof(ProblemBody)),
            },
        },
    };

    private static OpenApiParameter Parameter(
        string name, ParameterLocation place, string description, bool isRequired, QueryParameter? query = null)
        => new()
        {
            Name = name,
            In = place,
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema
            {
                Type = query?.Range is null ? JsonSchemaType.String : JsonSchemaType.Integer,
                Minimum = query?.Range?.Min.ToString(CultureInfo.InvariantCulture),
                Maximum = query?.Range?.Max.ToString(CultureInfo.InvariantCulture),
                Default = query?.Range?.Default,
                Enum = query?.Choices is { } choices ? [.. choices.Select(choice => (JsonNode)choice)] : null,
            },
        };

    private static IEnumerable<string> PathNames(string path) => path.Split('/')
        .Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}
