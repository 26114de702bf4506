using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Accounts;

public sealed class IdentityTablesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public void MigratedTables_AreThoseOfTheModel()
    {
        using var scope = site.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<IdentityDb>().Model.GetRelationalModel();
        using var lease = scope.ServiceProvider.GetRequiredService<IReadConnections>().Rent();
        Assert.Equal(5, model.Tables.Count());
        foreach (var table in model.Tables)
        {
            var columns = lease.Connection.Query<(string Name, string Type, long NotNull)>(
                $"SELECT name, type, \"notnull\" FROM pragma_table_info('{table.Name}')").Order();
            Assert.Equal(table.Columns.Select(Describe).Order(), columns);
            var indexes = lease.Connection.Query<(string, bool)>(
                $"SELECT name, \"unique\" FROM pragma_index_list('{table.Name}') WHERE origin = 'c'").Order();
            Assert.Equal(table.Indexes.Select(index => (index.Name, index.IsUnique)).Order(), indexes);
        }
    }

    private static (string, string, long) Describe(IColumn column) =>
        (column.Name, column.StoreType, column.IsNullable ? 0 : 1);
}
