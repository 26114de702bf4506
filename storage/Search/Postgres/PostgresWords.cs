using System.Globalization;
using System.Text;

namespace IdeaStorage.Storage.Search.Postgres;

/// <summary>
/// Builds a <c>tsvector</c> as text: every token with its place and a weight, in their order. The analyser has cut the
/// words, so no parser or dictionary of the server takes part; the server brings the places of a token together, and
/// keeps the first 256 (https://www.postgresql.org/docs/current/datatype-textsearch.html).
/// </summary>
internal sealed class PostgresWords
{
    /// <summary>The highest place that PostgreSQL keeps; tokens beyond it are found, but not side by side.</summary>
    private const int PlaceMax = 16_383;

    /// <summary>
    /// PostgreSQL takes 1 MiB. The longest text (<see cref="KoreanAnalyser.TextCharactersMax"/>) fits.
    /// </summary>
    private const int BytesMax = 1_000_000;

    /// <summary>Of a letter or digit in UTF-8, and of the place of a token.</summary>
    private const int CharacterBytesMax = 3;
    private const int PlaceBytesMax = 5;

    private readonly StringBuilder _words = new();
    private int _place;
    private int _bytes;

    /// <param name="indexed">Tokens with spaces between them.</param>
    /// <param name="weight"><c>A</c> to <c>D</c>.</param>
    public PostgresWords Add(string indexed, char weight)
    {
        _words.EnsureCapacity(_words.Length + (3 * indexed.Length));
        foreach (var range in indexed.AsSpan().Split(' '))
        {
            var token = indexed.AsSpan(range);
            if (!token.IsEmpty)
                Place(token, weight);
        }

        // Words of two fields are never side by side.
        _place++;
        return this;
    }

    public override string ToString() => _words.ToString();

    private void Place(ReadOnlySpan<char> token, char weight)
    {
        _bytes += (CharacterBytesMax * token.Length) + PlaceBytesMax;
        if (_bytes > BytesMax)
            return;
        _place = Math.Min(_place + 1, PlaceMax);
        _words.Append(CultureInfo.InvariantCulture, $"'{token}':{_place}{weight} ");
    }
}
