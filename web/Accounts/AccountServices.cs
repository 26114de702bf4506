using IdeaStorage.Storage;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Composition of accounts: Identity on the log's database, cookies, tokens, keys in the data folder.
/// </summary>
internal static class AccountServices
{
    public static void AddAccounts(
        this IServiceCollection services, string keysFolder, StorageAddress storage)
    {
        services.AddDataProtection()
            .SetApplicationName("IdeaStorage")
            .PersistKeysToFileSystem(new DirectoryInfo(keysFolder));
        services.AddIdentity(storage).AddSignInManager();
        // No scheme by default: pages read the cookie, the API reads the token, and neither runs for the other.
        services.AddAuthentication()
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(SignInCookie.Configure));
        services.AddHttpContextAccessor();
        services.AddSingleton<FirstOperator>();
        services.AddSingleton<OperatorCode>();
        services.AddSingleton<MemberDirectory>();
        services.AddSingleton<BearerTokens>();
        services.AddScoped<Passwords>();
        services.AddScoped<Registration>();
        services.AddScoped<Personas>();
    }

    /// <summary>Identity alone, which is what a command needs.</summary>
    public static IdentityBuilder AddIdentity(this IServiceCollection services, StorageAddress storage)
    {
        AddIdentityDb(services, storage);
        return services.AddIdentityCore<IdentityUser>(Configure).AddEntityFrameworkStores<IdentityDb>();
    }

    private static void AddIdentityDb(IServiceCollection services, StorageAddress storage)
    {
        if (storage.Postgres is not null)
        {
            // Open only while a query runs, so that none is held while others are asked for. The scope's own, because
            // the context would not get a connection of its own back after a turn on the writer's.
            services.AddScoped(provider => provider.GetRequiredService<PostgresDatabase>().Readers.CreateConnection());
            services.AddDbContext<IdentityDb>((provider, options) => options
                .UseNpgsql(provider.GetRequiredService<NpgsqlConnection>()));
            return;
        }

        services.AddScoped(provider => new ReadingFor<IdentityDb>(
            provider.GetRequiredService<IReadConnections>().Rent()));
        services.AddDbContext<IdentityDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<ReadingFor<IdentityDb>>().Lease.Connection));
    }

    private static void Configure(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        // The domain's rules say what a user name may be; Identity would know only some Latin letters.
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = AccountLimits.FailuresBeforeLockOut;
        options.Lockout.DefaultLockoutTimeSpan = AccountLimits.LockedOutFor;
        options.Password.RequiredLength = AccountLimits.PasswordCharactersMin;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
    }

    /// <summary>A read connection lent for the length of a request's scope.</summary>
    private sealed class ReadingFor<TContext>(ReadLease lease) : IDisposable
    {
        public ReadLease Lease { get; } = lease;

        public void Dispose() => Lease.Dispose();
    }
}
