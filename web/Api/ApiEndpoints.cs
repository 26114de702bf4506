using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace IdeaStorage.Web.Api;

/// <summary>Maps API endpoints onto the pipeline, with what the OpenAPI document says of them.</summary>
internal static class ApiEndpoints
{
    private static readonly string[] Head = [HttpMethods.Head];
    private static readonly string[] JsonTypes = ["application/json"];

    public static IEndpointConventionBuilder MapRead(
        this IEndpointRouteBuilder routes, string path, Func<Call, Task<Answer>> handle,
        Access access = Access.Everyone)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<ApiPipeline>();
        var read = pipeline.Read(access, handle);
        // HEAD is the same without the body; the document need not say so of each.
        routes.MapMethods(path, Head, read).WithMetadata(new AccessMetadata(access)).ExcludeFromDescription();
        return routes.MapGet(path, read).Describe(handle.Method, access);
    }

    public static IEndpointConventionBuilder MapWrite(
        this IEndpointRouteBuilder routes, string method, string path, Func<Call, Task<Answer>> handle)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<ApiPipeline>();
        return routes.MapMethods(path, [method], pipeline.Write(Access.Member, handle))
            .Describe(handle.Method, Access.Member);
    }

    public static IEndpointConventionBuilder MapWrite<TBody>(
        this IEndpointRouteBuilder routes, string method, string path, JsonTypeInfo<TBody> type,
        Func<Call, TBody, Task<Answer>> handle, Access access = Access.Member)
        where TBody : class
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<ApiPipeline>();
        return routes.MapMethods(path, [method], pipeline.Write(access, type, handle))
            .Describe(handle.Method, access)
            .WithMetadata(new AcceptsMetadata(JsonTypes, typeof(TBody)));
    }

    /// <summary>What it answers with, for the OpenAPI document.</summary>
    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder endpoint, int status = 200) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), JsonTypes));

    public static IEndpointConventionBuilder AnswersNothing(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));

    /// <summary>One sentence for the OpenAPI document.</summary>
    public static IEndpointConventionBuilder Says(this IEndpointConventionBuilder endpoint, string summary) =>
        endpoint.WithMetadata(new EndpointSummaryAttribute(summary));

    /// <summary>The query parameters that it takes.</summary>
    public static IEndpointConventionBuilder Takes(
        this IEndpointConventionBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata(new QueryParameters(parameters));

    /// <summary>For a write beside PATCH, which always does: it takes <c>If-Match</c>.</summary>
    public static IEndpointConventionBuilder TakesIfMatch(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ConditionalWrite());

    private static IEndpointConventionBuilder Describe(
        this IEndpointConventionBuilder endpoint, MethodInfo handler, Access access) =>
        endpoint.WithMetadata(handler, new AccessMetadata(access),
            new TagsAttribute(handler.DeclaringType!.Name), new EndpointNameMetadata(NameOf(handler)));

    private static string NameOf(MethodInfo handler) => $"{handler.DeclaringType!.Name}.{handler.Name}";
}

internal sealed record AccessMetadata(Access Access);

internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);

/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Choices">The values that it takes, or null for free text.</param>
/// <param name="Range">The least, the most and what stands for none; null where it is no number.</param>
internal sealed record QueryParameter(
    string Name, string Description, IReadOnlyList<string>? Choices = null, NumberRange? Range = null);

internal sealed record NumberRange(int Min, int Max, int Default);

/// <summary>Marks a write that takes <c>If-Match</c>.</summary>
internal sealed record ConditionalWrite;

/// <summary>Marks a write that takes an <c>Idempotency-Key</c> without an account.</summary>
/// <param name="Says">Whose key it is, for the OpenAPI document.</param>
internal sealed record KeyedByCaller(string Says);
