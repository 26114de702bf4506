using IdeaStorage.Storage;
using Npgsql;

namespace IdeaStorage.Web.Tests.Startup;

public sealed class StorageAddressTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sqlite")]
    public void Parse_WhenNothingElseIsSaid_IsSqliteInTheFolder(string? text)
    {
        var address = StorageAddress.Parse(text, "/data");
        Assert.Null(address.Postgres);
        Assert.Equal("/data", address.Folder);
    }

    [Theory]
    [InlineData("postgres://kim:p%40ss%3Aword@db.example:6432/ideas?sslmode=require")]
    [InlineData("postgresql://kim:p%40ss%3Aword@db.example:6432/ideas?SSL%20Mode=Require")]
    [InlineData("Host=db.example;Port=6432;Database=ideas;Username=kim;Password=p@ss:word;SSL Mode=Require")]
    public void Parse_OfAPostgresAddress_ConnectsThere(string text)
    {
        var settings = new NpgsqlConnectionStringBuilder(StorageAddress.Parse(text, "/data").Postgres);
        Assert.Equal(("db.example", 6432, "ideas"), (settings.Host, settings.Port, settings.Database));
        Assert.Equal(("kim", "p@ss:word"), (settings.Username, settings.Password));
        Assert.Equal(SslMode.Require, settings.SslMode);
    }

    [Theory]
    [InlineData("mysql://root:secret@host/db")]
    [InlineData("ideas.db;secret")]
    [InlineData("Database=ideas;Password=secret")]
    [InlineData("Host=db;Nonsense=1;Password=secret")]
    [InlineData("postgres://kim:secret@host/db?nonsense=1")]
    public void FaultOf_WhatIsNoAddress_SaysWhatWouldBe_AndKeepsTheSecret(string text)
    {
        var fault = StorageAddress.FaultOf(text);
        Assert.NotNull(fault);
        Assert.Contains("postgres://", fault);
        Assert.DoesNotContain("secret", fault);
    }

    [Fact]
    public void ToString_NeverShowsThePassword() => Assert.Equal(
        "'ideas' on db:5432", StorageAddress.Parse("postgres://kim:secret@db/ideas", "").ToString());
}
