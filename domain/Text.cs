using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace IdeaStorage.Domain;

/// <summary>
/// One immutable version of members' prose. It lives in the table <c>texts</c>; events name its id and hash only, so it
/// can be erased for good (the salt with it) while the log stays whole.
/// </summary>
/// <param name="Id">Unique; made at the edge.</param>
/// <param name="Salt">Random, 16 bytes as hexadecimal; without it the hash tells nothing of the content.</param>
/// <param name="Content">The prose, normalised (see <see cref="TextRules"/>).</param>
[GenerateSerializer, Immutable, Alias("text")]
public sealed record Text([property: Id(0)] string Id, [property: Id(1)] string Salt, [property: Id(2)] string Content)
{
    [NonSerialized]
    private TextRef? _ref;

    // A copy is made to have another content, which has another hash.
    private Text(Text other) => (Id, Salt, Content) = (other.Id, other.Salt, other.Content);

    /// <summary>What an event keeps of it; hashed once, for the event and for the row need it.</summary>
    public TextRef Ref => _ref ??= new(Id, Hash());

    public bool Equals(Text? other) =>
        other is not null && (Id, Salt, Content) == (other.Id, other.Salt, other.Content);

    public override int GetHashCode() => HashCode.Combine(Id, Salt, Content);

    private string Hash()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Salt.Length + Content.Length));
        var length = Encoding.UTF8.GetBytes(Salt, bytes);
        length += Encoding.UTF8.GetBytes(Content, bytes.AsSpan(length));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }
}

/// <summary>The name of a text in an event: its id, and SHA-256 over salt and content in hexadecimal.</summary>
[GenerateSerializer, Immutable, Alias("text-ref")]
public sealed record TextRef([property: Id(0)] string Id, [property: Id(1)] string Hash);
