using System.Data.Common;
using IdeaStorage.Storage.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Identity's rows. Reading goes through connections of its own; every write runs on the log's one writer, alone or in
/// the transaction of an append, so that an account and its events can never part.
/// </summary>
internal sealed class IdentityDb : IdentityUserContext<IdentityUser>
{
    private readonly IDatabaseWriter _writer;

    public IdentityDb(DbContextOptions<IdentityDb> options, IDatabaseWriter writer)
        : base(options)
    {
        _writer = writer;
        // The log gives every write a savepoint of its own.
        Database.AutoSavepointsEnabled = false;
    }

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        ChangeTracker.HasChanges()
            ? _writer.WriteAsync((connection, transaction) => SaveOn(connection, transaction), cancellationToken)
            : Task.FromResult(0);

    /// <summary>
    /// Writes what has changed on the writer's own connection and transaction, while it is this one's turn.
    /// </summary>
    public int SaveOn(DbConnection connection, DbTransaction transaction)
    {
        var reading = Database.GetDbConnection();
        Database.SetDbConnection(connection, contextOwnsConnection: false);
        Database.UseTransaction(transaction);
        try
        {
            return SaveChanges();
        }
        finally
        {
            Database.UseTransaction(null);
            Database.SetDbConnection(reading, contextOwnsConnection: false);
        }
    }
}
