using System.Security.Cryptography;
using IdeaStorage.Domain;

namespace IdeaStorage.Silo;

/// <summary>Makes texts with a fresh salt, for what the program itself writes.</summary>
internal static class NewText
{
    private const int SaltBytes = 16;

    public static Text Of(string id, string content) =>
        new(id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes)), content);
}
