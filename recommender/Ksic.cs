namespace IdeaStorage.Recommender;

/// <summary>
/// Writes codes of the Korean Standard Industrial Classification (KSIC) as paths. The code carries its own tree: a
/// section letter, then two digits for the division, and one more for each of group, class and subclass.
/// </summary>
public static class Ksic
{
    /// <summary>The path of a code with its section letter, so <c>C2711</c> gives <c>C/C27/C271/C2711</c>.</summary>
    /// <exception cref="ArgumentException">The code is not a letter A–U followed by nothing or by two to five
    /// digits.</exception>
    public static string Path(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var isCode = code.Length is 1 or (>= 3 and <= 6)
            && code[0] is >= 'A' and <= 'U'
            && !code.AsSpan(1).ContainsAnyExceptInRange('0', '9');
        if (!isCode)
            throw new ArgumentException($"'{code}' is no KSIC code such as C, C27 or C27111.", nameof(code));
        var path = code[..1];
        for (var length = 3; length <= code.Length; length++)
            path += "/" + code[..length];
        return path;
    }
}
