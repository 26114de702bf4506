namespace IdeaStorage.Storage.Search;

/// <summary>The words of a text that somebody typed to search for.</summary>
internal static class SearchedWords
{
    /// <summary>More words of a query are not looked at.</summary>
    private const int WordsMax = 16;

    public static IEnumerable<Word> Of(string text) =>
        KoreanAnalyser.Words(text).DistinctBy(word => word.Surface).Take(WordsMax);
}
