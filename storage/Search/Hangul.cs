namespace IdeaStorage.Storage.Search;

/// <summary>How a Hangul syllable is built: initial, vowel, final consonant (Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    private const char First = '가';
    private const char Last = '힣';
    private const int Finals = 28;
    private const int SyllablesPerInitial = 21 * Finals;
    private const int FinalRieul = 8;

    private const string Vowels = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    private const string FinalsInOrder = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    /// <summary>The initial consonants as they are typed alone, in the order of their syllables.</summary>
    private const string Initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    public static bool IsSyllable(char character) => character is >= First and <= Last;

    public static bool IsInitial(char character) => Initials.Contains(character, StringComparison.Ordinal);

    /// <summary>The initial consonant of a syllable: ㅌ of 탄.</summary>
    public static char InitialOf(char syllable) => Initials[(syllable - First) / SyllablesPerInitial];

    /// <summary>The first and last syllable with this initial: 타 and 팋 for ㅌ.</summary>
    public static (char From, char To) SyllablesWith(char initial)
    {
        var from = (char)(First + Initials.IndexOf(initial, StringComparison.Ordinal) * SyllablesPerInitial);
        return (from, (char)(from + SyllablesPerInitial - 1));
    }

    /// <summary>Whether the syllable ends in a consonant (받침).</summary>
    public static bool HasFinal(char syllable) => (syllable - First) % Finals != 0;

    /// <summary>Whether it ends in ㄹ, after which 로 stands instead of 으로.</summary>
    public static bool EndsInRieul(char syllable) => (syllable - First) % Finals == FinalRieul;

    /// <summary>The final consonant of a syllable, or null.</summary>
    public static char? FinalOf(char syllable) =>
        (syllable - First) % Finals is > 0 and var final ? FinalsInOrder[final - 1] : null;

    /// <summary>The vowel of a syllable: ㅏ of 탄.</summary>
    public static char VowelOf(char syllable) => Vowels[(syllable - First) % SyllablesPerInitial / Finals];

    /// <summary>The syllable with another vowel: 쳔 of 친 with ㅕ.</summary>
    public static char WithVowel(char syllable, char vowel) =>
        (char)(syllable + ((Vowels.IndexOf(vowel, StringComparison.Ordinal) - Vowels.IndexOf(
            VowelOf(syllable), StringComparison.Ordinal)) * Finals));

    /// <summary>The syllable with another final consonant, or with none: 쓴 of 쓰 with ㄴ.</summary>
    public static char WithFinal(char syllable, char? final) =>
        (char)(syllable - ((syllable - First) % Finals)
            + (final is { } known ? FinalsInOrder.IndexOf(known, StringComparison.Ordinal) + 1 : 0));
}
