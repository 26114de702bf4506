namespace IdeaStorage.Domain.Tags;

/// <summary>One line of the official mapping from the 9th to the 10th revision.</summary>
/// <param name="Previous">A code of the 9th revision, with its section letter.</param>
/// <param name="Current">A code of the 10th revision that it became, wholly or in part.</param>
/// <param name="Detail">What of it went there, in Korean; null if all of it.</param>
public sealed record KsicLink(string Previous, string Current, string? Detail = null);

/// <summary>The mapping as an immutable value: one code may have become several, and several one.</summary>
public sealed class KsicMapping
{
    private readonly ILookup<string, string> _current;

    public KsicMapping(IEnumerable<KsicLink> links)
    {
        Links = [.. links.Distinct()];
        _current = Links.ToLookup(link => link.Previous, link => link.Current, StringComparer.Ordinal);
    }

    public static KsicMapping Empty { get; } = new([]);

    public IReadOnlyList<KsicLink> Links { get; }

    /// <summary>The codes of the 10th revision that a code of the 9th became; none if it is not known.</summary>
    public IReadOnlyList<string> CurrentOf(string previous)
        => [.. _current[previous].Distinct(StringComparer.Ordinal)];
}
