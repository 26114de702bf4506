using Dapper;
using IdeaStorage.Domain.Members;
using IdeaStorage.Silo.Demo;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Web.Language;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Accounts;

/// <summary>A persona to sign in as, with what it is there to show.</summary>
public sealed record PersonaChoice(string UserName, string DisplayName, string Role);

/// <summary>The demo's members, as whom one may look around from the machine itself. They have no passwords.</summary>
internal sealed class Personas(IReadConnections connections, IUserClaimsPrincipalFactory<IdentityUser> principals)
{
    private const string AnySql = "SELECT EXISTS (SELECT 1 FROM members WHERE origin = 'Demo')";

    private const string NamesSql = """
        SELECT p.handle, p.display_name FROM profiles p JOIN members m ON m.id = p.member_id
        WHERE m.origin = 'Demo' AND p.handle IN @handles
        """;

    private const string Sql = """
        SELECT p.member_id FROM profiles p JOIN members m ON m.id = p.member_id
        WHERE p.handle = @userName AND m.origin = 'Demo'
        """;

    private static readonly Lazy<IReadOnlyList<DemoPersona>> Planned =
        new(() => DemoGenerator.Create(DemoGenerator.FirstRunSeed, DateTimeOffset.UnixEpoch).Personas);

    /// <summary>The personas of this installation; none where no demo data is.</summary>
    public async Task<IReadOnlyList<PersonaChoice>> ListAsync(Texts texts)
    {
        using var lease = await connections.RentAsync();
        if (await lease.Connection.ExecuteScalarAsync<long>(AnySql) == 0)
            return [];
        var handles = new InList([.. Planned.Value.Select(persona => persona.UserName)]);
        var names = (await lease.Connection.QueryAsync<(string Handle, string Name)>(NamesSql, new { handles }))
            .ToDictionary(row => row.Handle, row => row.Name);
        return
        [
            .. Planned.Value.Where(persona => names.ContainsKey(persona.UserName)).Select(persona => new PersonaChoice(
                persona.UserName, names[persona.UserName],
                texts.Language == "en" ? persona.RoleEnglish : persona.Role)),
        ];
    }

    /// <summary>The persona's member id, or null if nobody of that name is one.</summary>
    public async Task<string?> FindAsync(string userName)
    {
        if (Planned.Value.All(persona => persona.UserName != userName))
            return null;
        using var lease = await connections.RentAsync();
        return await lease.Connection.QueryFirstOrDefaultAsync<string>(Sql, new { userName });
    }

    public async Task SignInAsync(HttpContext http, string memberId)
    {
        // No row of Identity's: the stamp says that it is a persona, and nothing else may carry that stamp.
        var account = new IdentityUser(memberId) { Id = memberId, SecurityStamp = nameof(MemberOrigin.Demo) };
        await http.SignInAsync(IdentityConstants.ApplicationScheme, await principals.CreateAsync(account));
    }
}
