namespace IdeaStorage.Bench.Scale;

/// <summary>
/// Sentences of Korean industry words. A word is a pair of nouns; one of twice the rank is half as common, as in real
/// texts (Zipf's law).
/// </summary>
internal static class ScaleWords
{
    private static readonly string[] Nouns =
    [
        "폐열", "도금", "공정", "배관", "냉각", "용접", "금형", "사출", "절삭", "센서", "데이터", "설비", "물류", "포장", "촉매",
        "전지", "모터", "로봇", "영상", "검사", "품질", "안전", "환경", "수소", "반도체", "자동차", "조선", "철강", "섬유", "화학",
        "식품", "의료", "소재", "부품", "열처리", "주조", "압연", "분체", "정밀", "자동화",
    ];

    private static readonly string[] Particles = ["을", "의", "와", "에서", "로", "도", "까지", "에"];

    /// <summary>One of forty, by number.</summary>
    public static string Noun(int number) => Nouns[number % Nouns.Length];

    /// <summary>A word that is in the body of one idea only.</summary>
    public static string RareWord(int idea) => $"k{idea}x";

    /// <summary>The word of a rank from 0, the commonest, to 1,599.</summary>
    public static string Word(int rank) => Nouns[rank % Nouns.Length] + Nouns[rank / Nouns.Length * 7 % Nouns.Length];

    /// <summary>A number whose bits have nothing to do with those of its neighbours (SplitMix64, Steele et al.
    /// 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value + 0x9e3779b97f4a7c15) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    public static string Sentence(long number, int words) => string.Join(' ', Enumerable.Range(0, words).Select(place =>
    {
        var drawn = Mix(((ulong)number * 64) + (ulong)place);
        var rank = (int)Math.Pow(Nouns.Length * Nouns.Length, (drawn >> 11) * (1.0 / (1L << 53))) - 1;
        return Word(rank) + Particles[drawn % (ulong)Particles.Length];
    }));
}
