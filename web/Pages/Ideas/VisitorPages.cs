using System.Collections.Concurrent;
using System.IO.Compression;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.Tails;
using Microsoft.Net.Http.Headers;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>
/// Pages of ideas as everyone who is not signed in sees them, kept compressed, as nearly every browser takes them.
/// (They hold nothing secret, so their length tells nothing.) After each commit of any process that is heard of, and
/// after <see cref="TrustedFor"/>, the database is asked whether the idea, or a name that it shows, has changed. So a
/// page is never older than what this process wrote and acknowledged; what another wrote (a silo, too) is on it as soon
/// as that is heard of, and after a second at the latest.
/// </summary>
internal sealed class VisitorPages(IdeaQueries ideas, LogSignal signal, TimeProvider time)
{
    /// <summary>How long silence means that nothing was committed: the way by which it is heard may be cut.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of all kept pages; a page of 50 comments has about 5,000, compressed.</summary>
    public const long BytesMax = 32 << 20;

    private readonly Lock _turning = new();
    private Generation _present = new();
    private Generation _past = new();

    /// <summary>The kept page if it is still good, else a new one, which is kept.</summary>
    public async Task<IResult> ShowAsync(Visit visit, Func<Task<IResult>> make)
    {
        var key = (visit.Id(), visit.Texts.Language);
        var kept = _present.Find(key);
        if (kept is not null && IsSure(kept.GoodAt))
            return kept;
        // Looked at and asked before the page is read: a change in between makes the kept page too new for its stamp,
        // never too old.
        var now = new Moment(signal.Pulses, time.GetTimestamp());
        if (await ideas.FindStampAsync(visit.Id(), visit.Http.RequestAborted) is not { IsPublic: true } stamp)
            return await make();
        kept ??= _past.Find(key);
        var page = kept?.Stamp == stamp ? kept : await RenderAsync(visit.Http, await make(), stamp);
        if (page is null)
            return visit.NotFound();
        page.GoodAt = now;
        if (_present.Add(key, page) > BytesMax / 2)
            Turn();
        return page;
    }

    private bool IsSure(Moment? asked) =>
        asked is not null && asked.Pulses == signal.Pulses && time.GetElapsedTime(asked.Timestamp) < TrustedFor;

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

        public KeptPage? Find((string Id, string Language) key) => _pages.GetValueOrDefault(key);

        public long Add((string Id, string Language) key, KeptPage page)
        {
            if (ReferenceEquals(Find(key), page))
                return Bytes;
            // A page that takes another's place is counted on top: at worst the halves turn earlier.
            _pages[key] = page;
            return Interlocked.Add(ref _bytes, page.Gzip.Length);
        }
    }

    /// <summary>When the database was asked: how many commits had been heard of, and by the clock.</summary>
    private sealed record Moment(long Pulses, long Timestamp);

    private sealed class KeptPage(IdeaStamp stamp, byte[] gzip) : IResult
    {
        private Moment? _goodAt;

        public IdeaStamp Stamp => stamp;

        public byte[] Gzip => gzip;

        /// <summary>The last time that the database called it good; any of several that asked at once.</summary>
        public Moment? GoodAt
        {
            get => Volatile.Read(ref _goodAt);
            set => Volatile.Write(ref _goodAt, value);
        }

        public async Task ExecuteAsync(HttpContext http)
        {
            var (response, takesGzip) = (http.Response, TakesGzip(http.Request));
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.Vary = "Accept-Encoding";
            if (takesGzip)
                (response.Headers.ContentEncoding, response.ContentLength) = ("gzip", gzip.Length);
            if (HttpMethods.IsHead(http.Request.Method))
                return;
            if (takesGzip)
            {
                await response.BodyWriter.WriteAsync(gzip, http.RequestAborted);
                return;
            }
            await using var html = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
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
