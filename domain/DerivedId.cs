using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Domain;

/// <summary>
/// Ids that follow from a name, so that the same command or import makes the same thing again, not a second one.
/// </summary>
public static class DerivedId
{
    /// <summary>
    /// 32 lower-case hexadecimal digits: the first half of SHA-256 over the parts, kept apart by NUL.
    /// </summary>
    public static string From(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts!))).AsSpan(0, 16));
}
