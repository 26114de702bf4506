using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Silo.Import;

/// <summary>
/// Ids that follow from where a thing came from, so that a second run, or one that goes on after a crash, meets what
/// the first one made instead of making it again.
/// </summary>
internal static class ImportKeys
{
    private const int IdBytes = 16;

    /// <summary>The id of what <paramref name="source"/> names: 32 hexadecimal digits, the same in every run.</summary>
    public static string IdOf(string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, IdBytes));

    /// <summary>The id of the command that imports it; the log takes each command id once.</summary>
    /// <remarks>It holds no name: a person's key goes through <see cref="IdOf"/> first.</remarks>
    public static string CommandOf(string source) => "import:" + source;
}
