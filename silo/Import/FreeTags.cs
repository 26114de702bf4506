using System.Collections.Immutable;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Silo.Import;

/// <summary>Tags as other systems write them, made ours.</summary>
internal static class FreeTags
{
    /// <summary>The usable tags in their order, each once, and the words that cannot be one.</summary>
    public static (ImmutableArray<string> Tags, ImmutableArray<string> Dropped) From(IEnumerable<string> words)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        var dropped = ImmutableArray.CreateBuilder<string>();
        foreach (var word in words.Where(word => !string.IsNullOrWhiteSpace(word)))
        {
            if (Tag.Normalise(word) is not { } tag) dropped.Add(word.Trim());
            else if (!tags.Contains(tag)) tags.Add(tag);
        }

        return (tags.ToImmutable(), dropped.ToImmutable());
    }
}
