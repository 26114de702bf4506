using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Bearer tokens of the API: opaque, protected with the keys of the data folder, good for a day, and ended by a new
/// security stamp.
/// </summary>
internal sealed class BearerTokens(IDataProtectionProvider protection, MemberDirectory members, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const string Purpose = "IdeaStorage.BearerToken.v1";
    private const string Scheme = "Bearer ";
    private const int CharactersMax = 2_000;
    private const int OpenedMax = 20_000;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    // Opening a token costs a few microseconds of cryptography; a busy caller sends the same one again and again.
    private readonly ConcurrentDictionary<string, Ticket> _opened = new(StringComparer.Ordinal);

    /// <summary>A token for the member, or null if the member may not sign in.</summary>
    public async Task<string?> IssueAsync(string memberId)
    {
        if (await members.StampOfAsync(memberId) is not { } stamp)
            return null;
        var expires = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var content = Encoding.UTF8.GetBytes($"{memberId}\n{stamp}\n{expires}");
        return WebEncoders.Base64UrlEncode(_protector.Protect(content));
    }

    /// <summary>The member whom the header's token names, or null: none, not ours, expired, or ended.</summary>
    public async ValueTask<SignedIn?> FindMemberAsync(StringValues authorization)
    {
        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        if (Open(header.AsSpan(Scheme.Length).Trim()) is not { } ticket)
            return null;
        if (ticket.Expires <= time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        return await members.FindAsync(ticket.MemberId, ticket.Stamp);
    }

    private Ticket? Open(ReadOnlySpan<char> token)
    {
        var opened = _opened.GetAlternateLookup<ReadOnlySpan<char>>();
        if (opened.TryGetValue(token, out var known))
            return known;
        if (token.Length > CharactersMax)
            return null;
        if (Unprotect(token.ToString())?.Split('\n') is not [var id, var stamp, var expires])
            return null;
        if (_opened.Count >= OpenedMax)
            _opened.Clear();
        return opened[token] = new Ticket(id, stamp, long.Parse(expires, null));
    }

    private string? Unprotect(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(token)));
        }
        catch (Exception error) when (error is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private sealed record Ticket(string MemberId, string Stamp, long Expires);
}
