namespace IdeaStorage.Domain.Tags;

/// <summary>
/// The form of codes of the Korean Standard Industrial Classification: the section letter, then two digits for the
/// division and one more each for group, class and sub-class (<c>C</c>, <c>C27</c>, <c>C271</c>, <c>C2711</c>,
/// <c>C27111</c>). The digits of the division already say the section.
/// </summary>
/// <remarks>Source: Statistics Korea, Korean Standard Industrial Classification, 10th revision (2017).</remarks>
public static class Ksic
{
    /// <summary>The revision whose codes tags and organisations carry.</summary>
    public const int CurrentRevision = 10;

    /// <summary>The revision before, whose codes older tables still carry.</summary>
    public const int PreviousRevision = 9;

    // First and last division of the sections A to U.
    private static readonly (int First, int Last)[] DivisionsOfSections =
    [
        (1, 3), (5, 8), (10, 34), (35, 35), (36, 39), (41, 42), (45, 47), (49, 52), (55, 56), (58, 63), (64, 66),
        (68, 68), (70, 73), (74, 76), (84, 84), (85, 85), (86, 87), (90, 91), (94, 96), (97, 98), (99, 99),
    ];

    private static readonly (int First, int Last)[] PreviousDivisionsOfSections =
    [
        (1, 3), (5, 8), (10, 33), (35, 36), (37, 39), (41, 42), (45, 47), (49, 52), (55, 56), (58, 63), (64, 66),
        (68, 69), (70, 73), (74, 75), (84, 84), (85, 85), (86, 87), (90, 91), (94, 96), (97, 98), (99, 99),
    ];

    /// <summary>
    /// Whether the text has the form of a code and its division lies in its section; not whether it exists.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The revision is neither the present one nor the one before.
    /// </exception>
    public static bool IsCode(string code, int revision = CurrentRevision)
    {
        var divisions = revision switch
        {
            CurrentRevision => DivisionsOfSections,
            PreviousRevision => PreviousDivisionsOfSections,
            _ => throw new ArgumentOutOfRangeException(nameof(revision), revision, "Known are revisions 9 and 10."),
        };
        if (code.Length is not (1 or >= 3 and <= 6) || code[0] is < 'A' or > 'U')
            return false;
        if (code.Length == 1)
            return true;
        if (code.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            return false;
        var (first, last) = divisions[code[0] - 'A'];
        var division = (code[1] - '0') * 10 + (code[2] - '0');
        return division >= first && division <= last;
    }

    /// <summary>
    /// The code with its section letter for digits as official tables have them (<c>2711</c>); null if none.
    /// </summary>
    public static string? FromDigits(string digits, int revision = CurrentRevision)
    {
        for (var section = 'A'; section <= 'U'; section++)
        {
            if (digits.Length >= 2 && IsCode(section + digits, revision))
                return section + digits;
        }
        return null;
    }

    /// <summary>The code one level up; null above a section.</summary>
    public static string? ParentOf(string code) => code.Length switch
    {
        <= 1 => null,
        <= 3 => code[..1],
        _ => code[..^1],
    };

    /// <summary>1 section, 2 division, 3 group, 4 class, 5 sub-class.</summary>
    public static int LevelOf(string code) => Math.Max(1, code.Length - 1);

    /// <summary>The code itself and everything above it, from the section down.</summary>
    public static IReadOnlyList<string> PathOf(string code)
    {
        var path = new List<string>();
        for (string? at = code; at is not null; at = ParentOf(at))
            path.Insert(0, at);
        return path;
    }

    /// <summary>The lowest code that both lie under; null if they share no section.</summary>
    public static string? NearestCommonAncestor(string one, string other)
    {
        for (string? at = one; at is not null; at = ParentOf(at))
        {
            if (at.Length == 1 ? other.StartsWith(at[0]) : other.StartsWith(at, StringComparison.Ordinal))
                return at;
        }
        return null;
    }
}
