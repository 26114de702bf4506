using System.Collections.Frozen;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// Words that say how a text is built, not what it is about. A search still finds them; they are no reason why two
/// texts are alike.
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
        "each", "every", "here", "need", "new", "now", "per", "same", "year", "able", "willing", "first", "second",
        "third", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty",
        "fifty", "hundred", "thousand", "million",
        // Dependent nouns and units.
        "게", "건",
        "걸", "수", "수가", "수도", "등", "등을", "등이", "등의", "데", "줄", "바", "뿐", "채", "척", "듯", "만", "번", "번째", "개", "명",
        "건을", "건이", "대", "년", "월", "일", "시", "분", "초", "원", "회", "사", "가지", "점", "점이", "점을", "때",
        "때는", "때도", "때가", "중", "간", "전", "후", "내", "외", "별", "안", "밖", "위", "뒤", "앞", "쪽", "측", "동안", "사이", "이상",
        "이하", "미만", "정도", "때문", "경우", "만큼", "대로", "이후", "이전", "한편", "편", "식", "식으로", "번씩", "씩", "명이", "대의",
        // Pronouns, determiners and numbers.
        "그", "이", "저", "나", "너", "내가", "제", "제가", "나는", "저는", "저희", "우리", "누구", "누가", "어디", "어디서", "언제", "무엇",
        "무엇을", "뭐", "왜", "각", "각각", "각자", "서로", "스스로", "자신", "모든", "모두", "여러", "다른", "어떤", "이런", "그런", "저런",
        "이러한", "그러한", "이렇게", "그렇게", "어떻게", "어느", "몇", "한", "두", "세", "네", "하나", "둘", "셋", "첫", "첫째", "둘째", "약",
        "총", "매", "전체", "일부", "이번", "다음", "지난", "이것", "그것", "여기", "거기", "이를", "그를", "이에", "이와", "그와", "또는",
        // Adverbs and conjunctions.
        "및", "더", "또", "또한", "다", "잘", "못", "좀", "꼭", "늘", "곧", "즉", "새", "큰", "온", "참", "더욱", "가장", "아주",
        "매우", "너무", "정말", "거의", "다시", "먼저", "이미", "아직", "바로", "계속", "자주", "항상", "직접", "특히", "따로", "함께", "같이",
        "그냥", "대신", "대신에", "때마다", "아니라", "많이", "조금", "빨리", "쉽게", "없이", "있도록", "만약", "만일", "혹시", "아마", "물론",
        "사실", "결국", "오히려", "비록",
        "그리고", "하지만", "그래서", "그러나", "그러면", "그런데", "그러니", "그래도", "따라서", "지금", "현재", "오늘", "요즘", "나중",
        "위해", "통해", "대한", "대해", "같은", "있는", "없는", "하는", "되는", "해", "할", "될", "된", "볼", "본", "쓸", "쓴", "갈",
        "올", "준", "둔", "낼", "낸", "날", "난", "들", "든", "알", "살", "써", "쓰", "있습니다", "없습니다",
        "합니다", "됩니다", "입니다", "필요", "가능", "다양", "비슷", "생각", "부분", "방법", "대부분", "그대로", "실제", "실제로", "일단",
        "처음", "마지막", "한번", "한곳", "하루", "이틀", "주로", "대체로", "보통", "특별", "간단", "충분", "부족", "중요", "적절", "적당");

    /// <summary>
    /// Whether the word tells nothing of what a text is about: function words, numbers, single letters.
    /// </summary>
    public static bool Contains(Word word) =>
        word.Script is not (Script.Hangul or Script.Letters or Script.Ideographs)
        || (word.Script == Script.Letters && (word.Surface.Length < 2 || word.Surface.All(char.IsAsciiDigit)))
        || word.Surface[0] is '것' or '곳'
        || Words.Contains(word.Stem)
        || Words.Contains(word.Surface);

    /// <summary>Whether a Korean stem is one of these words.</summary>
    public static bool Contains(string stem) => Words.Contains(stem);
}
