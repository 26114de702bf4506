using System.Collections.Concurrent;
using System.IO.Compression;
using IdeaStorage.Storage.ReadModels.Ideas;
using Microsoft.Net.Http.Headers;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>
/// Pages of ideas as everyone who is not signed in sees them, kept compressed, as nearly every browser takes them.
/// (They
/// hold nothing secret, so their length tells nothing.) Each request asks the database whether the idea, or a name that
/// it shows, has changed since; so a page is never older than the last write.
/// </summary>
internal sealed class VisitorPages(IdeaQueries ideas)
{
    /// <summary>Bytes of all kept pages; a page of 50 comments has about 5,000, compressed.</summary>
    public const long BytesMax = 32 << 20;

    private readonly Lock _turning = new();
    private Generation _present = new();
    private Generation _past = new();

    /// <summary>The kept page if it is still good, else a new one, which is kept.</summary>
    public async Task<IResult> ShowAsync(Visit visit, Func<Task<IResult>> make)
    {
        // Asked before the page is read: a change in between makes the kept page too new for its stamp, never too old.
        if (await ideas.FindStampAsync(visit.Id(), visit.Http.RequestAborted) is not { IsPublic: true } stamp)
            return await make();
        var key = (visit.Id(), visit.Texts.Language);
        if (_present.Find(key, stamp) is { } kept)
            return kept;
        var page = _past.Find(key, stamp) ?? await RenderAsync(visit.Http, await make(), stamp);
        if (page is null)
            return visit.NotFound();
        if (_present.Add(key, page) > BytesMax / 2)
            Turn();
        return page;
    }

    private static async Task<KeptPage?> RenderAsync(HttpContext http, IResult result, IdeaStamp stamp)
    {
        var body = http.Response.Body;
        using var rendered = new MemoryStream();
        http.Response.Body = rendered;
        try
        {
            await result.ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return http.Response.StatusCode == StatusCodes.Status200OK ? new KeptPage(stamp, Compress(rendered)) : null;
    }

    private static byte[] Compress(MemoryStream html)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            html.WriteTo(gzip);
        return compressed.ToArray();
    }

    /// <summary>The older half is forgotten; what is still read moves over to the new half one by one.</summary>
    private void Turn()
    {
        lock (_turning)
            if (_present.Bytes > BytesMax / 2)
                (_past, _present) = (_present, new Generation());
    }

    private sealed class Generation
    {
        private readonly ConcurrentDictionary<(string Id, string Language), KeptPage> _pages = new();
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public KeptPage? Find((string Id, string Language) key, IdeaStamp stamp) =>
            _pages.TryGetValue(key, out var page) && page.Stamp == stamp ? page : null;

        public long Add((string Id, string Language) key, KeptPage page)
        {
            // A page that takes another's place is counted on top: at worst the halves turn earlier.
            _pages[key] = page;
            return Interlocked.Add(ref _bytes, page.Gzip.Length);
        }
    }

    private sealed record KeptPage(IdeaStamp Stamp, byte[] Gzip) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var (response, takesGzip) = (http.Response, TakesGzip(http.Request));
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.Vary = "Accept-Encoding";
            if (takesGzip)
                (response.Headers.ContentEncoding, response.ContentLength) = ("gzip", Gzip.Length);
            if (HttpMethods.IsHead(http.Request.Method))
                return;
            if (takesGzip)
            {
                await response.BodyWriter.WriteAsync(Gzip, http.RequestAborted);
                return;
            }
            await using var html = new GZipStream(new MemoryStream(Gzip), CompressionMode.Decompress);
            await html.CopyToAsync(response.Body, http.RequestAborted);
        }

        /// <summary>Whether the header names gzip, and not to refuse it.</summary>
        private static bool TakesGzip(HttpRequest request) =>
            request.Headers.AcceptEncoding.ToString() is { Length: > 0 } header
            && header.Contains("gzip", StringComparison.OrdinalIgnoreCase)
            && (!header.Contains("q=", StringComparison.Ordinal)
                || (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var all)
                    && all.Any(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase)
                        && one.Quality is not 0)));
    }
}
