using Markdig;

namespace IdeaStorage.Web.Prose;

/// <summary>
/// Turns members' Markdown into HTML that is safe to show: raw HTML is off, and what remains passes an allow-list.
/// What was rendered lately is kept by its source, so an edited or erased text can never show an old rendering.
/// </summary>
internal sealed class ProseRenderer
{
    /// <summary>Characters of source and HTML kept; about twice as many bytes.</summary>
    private const int KeptCharactersMax = 16 * 1024 * 1024;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UseAutoLinks().UsePipeTables().UseSoftlineBreakAsHardlineBreak().Build();

    private readonly Lock _turning = new();
    private Generation _present = new();
    private Generation _past = new();

    /// <summary>Safe HTML of a Markdown source.</summary>
    public string Render(string source)
    {
        if (_present.Find(source) is { } kept)
            return kept;
        var html = _past.Find(source) ?? Convert(source);
        if (_present.Add(source, html) > KeptCharactersMax / 2)
            Turn();
        return html;
    }

    /// <summary>What nests deeper than any reader could follow is shown as it was typed.</summary>
    private static string Convert(string source)
    {
        try
        {
            return ProseSanitiser.Clean(Markdig.Markdown.ToHtml(source, Pipeline));
        }
        catch (ArgumentException)
        {
            return $"<p>{System.Net.WebUtility.HtmlEncode(source)}</p>";
        }
    }

    /// <summary>The older half is forgotten; what is still read moves over to the new half one by one.</summary>
    private void Turn()
    {
        lock (_turning)
            if (_present.Characters > KeptCharactersMax / 2)
                (_past, _present) = (_present, new Generation());
    }

    private sealed class Generation
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _kept =
            new(StringComparer.Ordinal);

        private long _characters;

        public long Characters => Interlocked.Read(ref _characters);

        public string? Find(string source) => _kept.GetValueOrDefault(source);

        /// <returns>The characters kept now.</returns>
        public long Add(string source, string html) =>
            _kept.TryAdd(source, html) ? Interlocked.Add(ref _characters, source.Length + html.Length) : Characters;
    }
}
