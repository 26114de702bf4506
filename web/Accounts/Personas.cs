using Dapper;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Accounts;

/// <summary>The demo's members, as whom one may look around from the machine itself. They have no passwords.</summary>
internal sealed class Personas(IReadConnections connections, IUserClaimsPrincipalFactory<IdentityUser> principals)
{
    private const string Sql = """
        SELECT p.member_id FROM profiles p JOIN members m ON m.id = p.member_id
        WHERE p.handle = @userName AND m.origin = 'Demo'
        """;

    /// <summary>The persona's member id, or null if nobody of that name is one.</summary>
    public async Task<string?> FindAsync(string userName)
    {
        using var lease = connections.Rent();
        return await lease.Connection.QueryFirstOrDefaultAsync<string>(Sql, new { userName });
    }

    public async Task SignInAsync(HttpContext http, string memberId)
    {
        // No row of Identity's: the stamp says that it is a persona, and nothing else may carry that stamp.
        var account = new IdentityUser(memberId) { Id = memberId, SecurityStamp = nameof(MemberOrigin.Demo) };
        await http.SignInAsync(IdentityConstants.ApplicationScheme, await principals.CreateAsync(account));
    }
}
