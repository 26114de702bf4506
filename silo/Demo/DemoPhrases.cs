using System.Text;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// Fills the slots of a sentence. <c>{product}</c> becomes the phrase itself; <c>{product:을}</c> the phrase with the
/// particle that its last sound asks for (을 after a final consonant, 를 after a vowel).
/// </summary>
internal static class DemoPhrases
{
    private const string LatinWithFinalConsonant = "LMNRlmnr";
    private const string DigitsWithFinalConsonant = "013678";
    private const int FinalConsonants = 28;
    private const int FinalRieul = 8;

    private static readonly (string AfterConsonant, string AfterVowel)[] Particles =
        [("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("이라", "라"), ("이나", "나")];

    /// <exception cref="FormatException">A slot is unknown or not closed: a mistake in the texts.</exception>
    public static string Fill(string sentence, IReadOnlyDictionary<string, string> slots)
    {
        var filled = new StringBuilder(sentence.Length * 2);
        for (var at = 0; at < sentence.Length;)
        {
            var open = sentence.IndexOf('{', at);
            if (open < 0)
                return filled.Append(sentence, at, sentence.Length - at).ToString();
            var close = sentence.IndexOf('}', open);
            if (close < 0)
                throw new FormatException($"A slot is not closed: {sentence}");
            filled.Append(sentence, at, open - at).Append(FillOne(sentence[(open + 1)..close], slots));
            at = close + 1;
        }

        return filled.ToString();
    }

    private static string FillOne(string slot, IReadOnlyDictionary<string, string> slots)
    {
        var parts = slot.Split(':');
        if (!slots.TryGetValue(parts[0], out var phrase))
            throw new FormatException($"There is no slot {parts[0]}.");
        return parts.Length == 1 ? phrase : phrase + ParticleFor(phrase, parts[1]);
    }

    private static string ParticleFor(string phrase, string wanted)
    {
        var pair = Array.Find(Particles, one => one.AfterConsonant == wanted || one.AfterVowel == wanted);
        if (pair == default)
            throw new FormatException($"{wanted} is not a particle.");
        var last = phrase.Last(char.IsLetterOrDigit);
        var isRoWithoutEu = wanted is "으로" or "로" && EndsInRieul(last);
        return EndsInConsonant(last) && !isRoWithoutEu ? pair.AfterConsonant : pair.AfterVowel;
    }

    private static bool EndsInConsonant(char last) => last is >= '가' and <= '힣'
        ? (last - '가') % FinalConsonants != 0
        : (LatinWithFinalConsonant + DigitsWithFinalConsonant).Contains(last);

    private static bool EndsInRieul(char last) => last is >= '가' and <= '힣'
        ? (last - '가') % FinalConsonants == FinalRieul
        : "LRlr178".Contains(last);
}
