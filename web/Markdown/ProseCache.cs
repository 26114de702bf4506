using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace IdeaStorage.Web.Markdown;

/// <summary>
/// Rendered texts. The key is the text itself, which never changes for what was once written; the memory is bounded, and
/// a full cache starts anew.
/// </summary>
internal sealed class ProseCache
{
    private const long CharactersMax = 16_000_000;

    private ConcurrentDictionary<string, MarkupString> _rendered = new(StringComparer.Ordinal);
    private long _characters;

    public MarkupString Render(string markdown)
    {
        if (_rendered.TryGetValue(markdown, out var known))
            return known;
        var rendered = new MarkupString(Prose.Render(markdown));
        if (Interlocked.Add(ref _characters, markdown.Length + rendered.Value.Length) > CharactersMax)
        {
            _rendered = new ConcurrentDictionary<string, MarkupString>(StringComparer.Ordinal);
            Interlocked.Exchange(ref _characters, 0);
        }
        _rendered[markdown] = rendered;
        return rendered;
    }
}
