namespace IdeaStorage.Storage.Search;

/// <summary>How a Hangul syllable is built: initial, vowel, final consonant (Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    private const char First = '가';
    private const char Last = '힣';
    private const int Finals = 28;
    private const int SyllablesPerInitial = 21 * Finals;
    private const int FinalRieul = 8;

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
}
