using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Whether somebody with an account of their own runs this installation; personas have none, so they never count.
/// </summary>
internal sealed class FirstOperator(IReadConnections connections)
{
    private const string Sql = """
        SELECT EXISTS (SELECT 1 FROM members m JOIN "AspNetUsers" u ON u."Id" = m.id WHERE m.is_operator = 1)
        """;

    public bool Exists()
    {
        using var lease = connections.Rent();
        return ExistsOn(lease.Connection, null);
    }

    /// <summary>The same inside a transaction, where two first operators are told apart.</summary>
    public static bool ExistsOn(DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteScalar<long>(Sql, transaction: transaction) != 0;
}
