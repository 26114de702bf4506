using System.Collections.Frozen;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// Words that say how a text is built, not what it is about. A search still finds them; they are no reason why two
/// texts
/// are alike.
/// </summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but", "by",
        "can", "could", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its",
        "just", "like", "may", "more", "most", "my", "no", "not", "of", "on", "one", "only", "or", "other", "our",
        "out", "over", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "thi", "this", "those", "to", "up", "us", "use", "very", "was", "we", "were", "what", "when", "where",
        "which", "who", "will", "with", "would", "you", "your",
        "것", "수", "등", "및", "그", "이", "저", "더", "또", "때", "중", "위해", "통해", "대한", "대해", "같은", "있는",
        "없는", "하는", "되는", "있습니다", "없습니다", "합니다", "됩니다", "입니다", "그리고", "하지만", "그래서", "저희",
        "우리", "모두", "함께", "지금", "현재", "경우", "정도", "때문");

    /// <summary>
    /// Whether the word tells nothing of what a text is about: function words, numbers, single letters.
    /// </summary>
    public static bool Contains(Word word) =>
        word.Script is not (Script.Hangul or Script.Letters or Script.Ideographs)
        || (word.Script == Script.Letters && (word.Surface.Length < 2 || word.Surface.All(char.IsAsciiDigit)))
        || Words.Contains(word.Stem)
        || Words.Contains(word.Surface);
}
