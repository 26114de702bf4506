using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Web.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps what it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string? Header, byte[] Body)> _received = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public const string Header = "x-collector-key";

    public Uri Address => new(_app.Urls.Single());

    public IEnumerable<string?> Headers => _received.Select(one => one.Header);

    public IEnumerable<Span> Spans => Bodies("/v1/traces").SelectMany(Span.In);

    /// <summary>Everything of one signal as text: names are found in it as they are.</summary>
    public string TextOf(string signal) =>
        string.Concat(Bodies($"/v1/{signal}").Select(body => Encoding.UTF8.GetString(body)));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/{signal}", collector.KeepAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue((http.Request.Path, http.Request.Headers[Header], body.ToArray()));
    }

    private IEnumerable<byte[]> Bodies(string path) => _received.Where(one => one.Path == path).Select(one => one.Body);
}

/// <summary>A span as OTLP has it. Source: opentelemetry-proto, trace/v1/trace.proto.</summary>
internal sealed record Span(string Scope, string Name, string Trace, string Id, string Parent)
{
    private const int ResourceSpans = 1;
    private const int ScopeSpans = 2;

    public static IEnumerable<Span> In(byte[] request) =>
        from resource in Protobuf.Messages(request, ResourceSpans)
        from scoped in Protobuf.Messages(resource, ScopeSpans)
        let scope = Encoding.UTF8.GetString(Protobuf.Messages(Protobuf.Messages(scoped, 1).Single(), 1).Single())
        from span in Protobuf.Messages(scoped, 2)
        select new Span(
            scope, Encoding.UTF8.GetString(Protobuf.Messages(span, 5).Single()), Hex(span, 1), Hex(span, 2),
            Hex(span, 4));

    private static string Hex(byte[] message, int field) =>
        Convert.ToHexStringLower(Protobuf.Messages(message, field).SingleOrDefault([]));
}

/// <summary>As much of the protobuf encoding as is needed: https://protobuf.dev/programming-guides/encoding.</summary>
internal static class Protobuf
{
    /// <summary>The values of a field that has a length: messages, texts, bytes.</summary>
    public static List<byte[]> Messages(byte[] message, int field)
    {
        var (found, at) = (new List<byte[]>(), 0);
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var length = (key & 7) switch
            {
                0 => Skip(message, ref at),
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                var other => throw new InvalidDataException($"Wire type {other}."),
            };
            if ((int)(key >> 3) == field && (key & 7) == 2)
                found.Add(message[at..(at + length)]);
            at += length;
        }

        return found;
    }

    private static int Skip(byte[] message, ref int at)
    {
        Varint(message, ref at);
        return 0;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        for (var (value, shift) = (0UL, 0); ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
