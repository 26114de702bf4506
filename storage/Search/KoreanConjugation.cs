namespace IdeaStorage.Storage.Search;

/// <summary>How the last syllable of a stem changes before some endings (한글 맞춤법, articles 18 and 34 to 36).</summary>
internal enum StemKind
{
    /// <summary>막다, 나누다, 만들다: contraction, and the ㄹ and ㅡ that are left out everywhere.</summary>
    Regular,

    /// <summary>하다: 해, 하여.</summary>
    Ha,

    /// <summary>돕다: 도와, 도운.</summary>
    Bieup,

    /// <summary>걷다: 걸어, 걸은.</summary>
    Digeut,

    /// <summary>짓다: 지어, 지은.</summary>
    Siot,

    /// <summary>자르다: 잘라.</summary>
    Reu,
}

/// <summary>
/// The forms that a verb or adjective takes in plain writing. Nouns in -ㅁ are left out: 흐름 and 모임 are words of their
/// own.
/// </summary>
internal static class KoreanConjugation
{
    private const char Nieun = 'ㄴ';
    private const char Rieul = 'ㄹ';
    private const char Bieup = 'ㅂ';

    private static readonly string[] AfterStem =
    [
        "다", "고", "고도", "고서", "고자", "지", "지는", "지도", "지만", "지요", "죠", "게", "게끔", "기", "기가", "기는", "기도",
        "기를", "기에", "기로", "기만", "기에는", "기보다", "던", "도록", "거나", "거든", "든", "든지", "자", "자고", "자는",
        "자면", "다가", "다는", "다면", "다고", "다며", "구나", "겠다", "겠고", "겠습니다", "겠지만",
    ];

    private static readonly string[] BeforeNieun = ["는", "는데", "는지", "는다", "는다면", "는다는", "네", "네요", "느라"];

    private static readonly string[] AfterOpen = ["면", "면서", "며", "려고", "려는", "려면", "러", "므로"];

    private static readonly string[] AfterOpenNieun = ["니", "니까", "시면", "세요", "십시오"];

    private static readonly string[] AfterNieun = ["", "데", "지", "다", "다면", "다는", "다고"];

    private static readonly string[] AfterRieul = ["", "까", "까요", "지", "지도", "수록", "게요", "텐데"];

    private static readonly string[] AfterBieup = ["니다", "니까", "시다"];

    private static readonly string[] AfterInfinitive = ["", "서", "서는", "서도", "야", "야만", "도", "요", "라"];

    private static readonly string[] AfterPast =
    [
        "다", "고", "는데", "는지", "지만", "던", "습니다", "습니까", "어요", "으면", "으며", "으나", "으니", "을", "을까", "을까요",
        "기", "기에", "다가", "다면", "다고", "다는", "지요", "죠",
    ];

    public static IEnumerable<string> FormsOf(string stem, StemKind kind)
    {
        // Endings in ㄴ, ㅂ and ㅅ leave the ㄹ of a stem out: 만드는, 만듭니다.
        var isRieul = Hangul.EndsInRieul(stem[^1]);
        var isOpen = isRieul || !Hangul.HasFinal(stem[^1]);
        var shortened = isRieul ? WithFinal(stem, null) : stem;
        var open = OpenStem(stem, kind);
        var openShortened = isRieul ? shortened : open;
        return
        [
            .. AfterStem.Select(ending => stem + ending),
            .. BeforeNieun.Select(ending => shortened + ending),
            .. AfterOpen.Select(ending => open + ending),
            .. AfterOpenNieun.Select(ending => openShortened + ending),
            .. AfterNieun.Select(ending => WithFinal(openShortened, Nieun) + ending),
            .. AfterRieul.Select(ending => WithFinal(openShortened, Rieul) + ending),
            .. AfterBieup.Select(ending => WithFinal(openShortened, Bieup) + ending),
            .. isOpen ? [] : new[] { stem + "습니다", stem + "습니까" },
            .. Infinitives(stem, kind).SelectMany(infinitive => AfterInfinitive.Select(ending => infinitive + ending)),
            .. Infinitives(stem, kind).SelectMany(infinitive =>
                AfterPast.Select(ending => WithFinal(infinitive, 'ㅆ') + ending)),
        ];
    }

    /// <summary>The stem as it stands before 면 and what is joined on to it: 먹으, 쉬우, 걸으.</summary>
    private static string OpenStem(string stem, StemKind kind) => kind switch
    {
        StemKind.Bieup => WithFinal(stem, null) + "우",
        StemKind.Digeut => WithFinal(stem, Rieul) + "으",
        StemKind.Siot => WithFinal(stem, null) + "으",
        _ when Hangul.HasFinal(stem[^1]) && !Hangul.EndsInRieul(stem[^1]) => stem + "으",
        _ => stem,
    };

    /// <summary>What 서 and the past are joined on to, contracted and in full: 나눠 and 나누어.</summary>
    private static IEnumerable<string> Infinitives(string stem, StemKind kind)
    {
        var (before, last) = (stem[..^1], stem[^1]);
        var bright = IsBright(last);
        switch (kind)
        {
            case StemKind.Ha:
                return [before + "해", stem + "여"];
            case StemKind.Bieup:
                // Of the stems of one syllable 돕 and 곱 alone keep the bright vowel.
                return [WithFinal(stem, null) + (before.Length == 0 && bright ? "와" : "워")];
            case StemKind.Digeut:
                return [WithFinal(stem, Rieul) + (bright ? "아" : "어")];
            case StemKind.Siot:
                return [WithFinal(stem, null) + (bright ? "아" : "어")];
            case StemKind.Reu:
                return [WithFinal(before, Rieul) + (IsBright(before[^1]) ? "라" : "러")];
            default:
                return Hangul.HasFinal(last)
                    ? [stem + (bright ? "아" : "어")]
                    : OpenInfinitives(before, last);
        }
    }

    private static IEnumerable<string> OpenInfinitives(string before, char last)
    {
        var vowel = Hangul.VowelOf(last);
        if (vowel == 'ㅡ')
            return [before + Hangul.WithVowel(last, before.Length > 0 && IsBright(before[^1]) ? 'ㅏ' : 'ㅓ')];
        var full = before + last + (vowel == 'ㅗ' ? "아" : "어");
        return vowel switch
        {
            'ㅏ' or 'ㅓ' or 'ㅕ' => [before + last],
            'ㅐ' or 'ㅔ' => [before + last, full],
            'ㅗ' => [before + Hangul.WithVowel(last, 'ㅘ'), full],
            'ㅜ' => [before + Hangul.WithVowel(last, 'ㅝ'), full],
            'ㅣ' => [before + Hangul.WithVowel(last, 'ㅕ'), full],
            'ㅚ' => [before + Hangul.WithVowel(last, 'ㅙ'), full],
            _ => [full],
        };
    }

    private static bool IsBright(char syllable) => Hangul.VowelOf(syllable) is 'ㅏ' or 'ㅗ';

    private static string WithFinal(string stem, char? final) =>
        stem[..^1] + Hangul.WithFinal(stem[^1], final);
}
