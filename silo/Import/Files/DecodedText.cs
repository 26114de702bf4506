namespace IdeaStorage.Silo.Import.Files;

/// <summary>A file's bytes as text, with what had to be guessed.</summary>
/// <param name="Content">The text, without a byte order mark; damaged bytes are <see cref="Replacement"/>.</param>
/// <param name="EncodingName">The encoding found: <c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c> or <c>cp949</c>.</param>
public sealed record DecodedText(string Content, string EncodingName)
{
    /// <summary>What stands for bytes that are no character in the encoding (U+FFFD).</summary>
    public const char Replacement = '\uFFFD';
}
