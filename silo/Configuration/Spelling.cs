namespace IdeaStorage.Silo.Configuration;

/// <summary>How far two names are apart.</summary>
internal static class Spelling
{
    /// <summary>
    /// Letters to insert, remove or replace to make one of the other, whatever their case.
    /// Source: https://en.wikipedia.org/wiki/Levenshtein_distance.
    /// </summary>
    public static int Distance(string one, string other)
    {
        (one, other) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
