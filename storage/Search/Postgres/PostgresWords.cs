using System.Globalization;
using System.Text;

namespace IdeaStorage.Storage.Search.Postgres;

/// <summary>
/// Builds a <c>tsvector</c> as text: every token with its places and a weight. The analyser has cut the words, so no
/// parser or dictionary of the server takes part (https://www.postgresql.org/docs/current/datatype-textsearch.html).
/// </summary>
internal sealed class PostgresWords
{
    /// <summary>The highest place that PostgreSQL keeps; tokens beyond it are found, but not side by side.</summary>
    private const int PlaceMax = 16_383;

    /// <summary>More places of one token are not kept.</summary>
    private const int PlacesMax = 255;

    private readonly Dictionary<string, StringBuilder> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _place;

    /// <param name="indexed">Tokens with spaces between them.</param>
    /// <param name="weight"><c>A</c> to <c>D</c>.</param>
    public PostgresWords Add(string indexed, char weight)
    {
        foreach (var range in indexed.AsSpan().Split(' '))
        {
            var token = indexed.AsSpan(range);
            if (!token.IsEmpty)
                Place(token.ToString(), weight);
        }

        // Words of two fields are never side by side.
        _place++;
        return this;
    }

    public override string ToString() =>
        string.Join(' ', _tokens.Select(token => $"'{token.Key}':{token.Value}"));

    private void Place(string token, char weight)
    {
        _place = Math.Min(_place + 1, PlaceMax);
        var count = _places[token] = _places.GetValueOrDefault(token) + 1;
        if (count > PlacesMax)
            return;
        if (!_tokens.TryGetValue(token, out var places))
            places = _tokens[token] = new StringBuilder();
        else
            places.Append(',');
        places.Append(CultureInfo.InvariantCulture, $"{_place}{weight}");
    }
}
