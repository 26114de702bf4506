using System.Collections.Concurrent;
using System.Security.Claims;
using Dapper;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Who a cookie or token stands for. What is known of a member is kept for seconds, and forgotten at once when this
/// process changes it; a changed password (security stamp) ends every cookie and token that was given before.
/// </summary>
internal sealed class MemberDirectory(
    IReadConnections connections, IOptions<IdentityOptions> identity, TimeProvider time)
{
    /// <summary>How long another process's change may stay unseen.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private const int KeptMax = 50_000;

    private const string Sql = """
        SELECT m.id, p.handle, p.display_name, m.locale, m.is_operator, m.origin, u."SecurityStamp" AS stamp
        FROM members m
        JOIN profiles p ON p.member_id = m.id
        LEFT JOIN "AspNetUsers" u ON u."Id" = m.id
        WHERE m.id = @memberId;
        SELECT cluster_id FROM cluster_members WHERE member_id = @memberId AND is_coordinator = 1 ORDER BY cluster_id;
        """;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>The member whom a cookie names, or null if it no longer counts.</summary>
    public async ValueTask<SignedIn?> FindAsync(ClaimsPrincipal principal)
    {
        var id = principal.FindFirstValue(identity.Value.ClaimsIdentity.UserIdClaimType);
        var stamp = principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        return id is null ? null : await FindAsync(id, stamp ?? "");
    }

    /// <summary>The member with this stamp, or null: unknown, erased, or the stamp has changed since.</summary>
    public async ValueTask<SignedIn?> FindAsync(string memberId, string stamp)
    {
        var kept = await GetAsync(memberId);
        return kept?.Stamp is { } present && present == stamp ? kept.Member : null;
    }

    /// <summary>
    /// The stamp that a new cookie or token of this member carries; null: no such member may sign in.
    /// </summary>
    public async ValueTask<string?> StampOfAsync(string memberId) => (await GetAsync(memberId))?.Stamp;

    /// <summary>To be called after every change of what is kept here.</summary>
    public void Forget(string memberId) => _kept.TryRemove(memberId, out _);

    /// <summary>Personas have no password and no account row; their stamp only says that they are personas.</summary>
    private static string? StampOf(string origin, string? stamp) =>
        stamp ?? (origin == nameof(MemberOrigin.Demo) ? nameof(MemberOrigin.Demo) : null);

    private async ValueTask<Kept?> GetAsync(string memberId)
    {
        // By a clock that nobody can set back: a clock of days would keep what it knows for as long as it was turned.
        var now = time.GetTimestamp();
        if (_kept.TryGetValue(memberId, out var kept) && time.GetElapsedTime(kept.At, now) < KeptFor)
            return kept;
        if (await ReadAsync(memberId, now) is not { } read)
            return null;
        if (_kept.Count >= KeptMax)
            _kept.Clear();
        return _kept[memberId] = read;
    }

    private async Task<Kept?> ReadAsync(string memberId, long now)
    {
        using var lease = await connections.RentAsync();
        using var rows = await lease.Connection.QueryMultipleAsync(Sql, new { memberId });
        if (await rows.ReadFirstOrDefaultAsync<Row>() is not { } row)
            return null;
        var clusters = await rows.ReadAsync<string>();
        var member = new SignedIn(
            row.Id, row.Handle, row.Display_Name, row.Locale, row.Is_Operator != 0, [.. clusters]);
        return new Kept(member, StampOf(row.Origin, row.Stamp), now);
    }

    private sealed record Kept(SignedIn Member, string? Stamp, long At);

    /// <summary>Named as the columns are.</summary>
    private sealed record Row(
        string Id, string Handle, string Display_Name, string Locale, long Is_Operator, string Origin, string? Stamp);
}
