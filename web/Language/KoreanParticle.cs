namespace IdeaStorage.Web.Language;

/// <summary>Chooses between particles such as 은/는, 이/가, 을/를, 과/와, 으로/로 by the last sound of a word.</summary>
public static class KoreanParticle
{
    private const char FirstSyllable = '가';
    private const char LastSyllable = '힣';
    private const int FinalsPerSyllable = 28;
    private const int FinalRieul = 8;

    // How a digit ends when read in Sino-Korean: 영 일 이 삼 사 오 육 칠 팔 구. 1 = a final consonant, 2 = ㄹ, 0 = none.
    private static ReadOnlySpan<byte> DigitEndings => [1, 2, 0, 1, 0, 0, 1, 2, 2, 0];

    /// <param name="word">What the particle follows; trailing punctuation is not heard.</param>
    /// <param name="afterConsonant">은, 이, 을, 과, 으로.</param>
    /// <param name="otherwise">는, 가, 를, 와, 로.</param>
    public static ReadOnlySpan<char> Choose(
        string word, ReadOnlySpan<char> afterConsonant, ReadOnlySpan<char> otherwise)
    {
        var ending = Ending(word);
        // 으로 is the one particle for which a final ㄹ counts as none (서울로).
        var closed = ending == 1 || (ending == 2 && !afterConsonant.SequenceEqual("으로"));
        return closed ? afterConsonant : otherwise;
    }

    private static int Ending(string word)
    {
        for (var at = word.Length - 1; at >= 0; at--)
        {
            var last = word[at];
            if (last is >= FirstSyllable and <= LastSyllable)
                return ((last - FirstSyllable) % FinalsPerSyllable) switch { 0 => 0, FinalRieul => 2, _ => 1 };
            if (char.IsAsciiDigit(last))
                return DigitEndings[last - '0'];
            // A Latin letter is read by its sound; l ends in ㄹ, m and n in a consonant, the others mostly in a vowel.
            if (char.IsAsciiLetter(last))
                return char.ToLowerInvariant(last) switch { 'l' or 'r' => 2, 'm' or 'n' => 1, _ => 0 };
        }
        return 0;
    }
}
