using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Web.Api;

/// <summary>What makes two requests the same: method, address, precondition and body, byte for byte.</summary>
internal static class RequestHash
{
    /// <summary>Empty for a request without a key: nobody will compare it.</summary>
    public static string Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (!request.Headers.ContainsKey(IdempotentAnswers.HeaderName))
            return "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n";
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
