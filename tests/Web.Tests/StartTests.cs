using System.Net;
using System.Net.Sockets;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Web.Startup;

namespace IdeaStorage.Web.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_WhenThePortIsUsed_NamesTheAddress()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var data = Directory.CreateTempSubdirectory("ideastorage-start-");
        var options = new ServerOptions($"http://{other.LocalEndpoint}", data, Demo: false);
        await using (var app = WebApp.Build(options))
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(
                () => app.StartAsync(TestContext.Current.CancellationToken));
            Assert.Contains($"Another program listens on {options.Urls}", Server.Explain(error, options));
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_WithHttpsAndNoCertificate_SaysWhatToDo()
    {
        var data = Directory.CreateTempSubdirectory("ideastorage-start-");
        var options = new ServerOptions("https://127.0.0.1:0", data, Demo: false);
        await using (var app = WebApp.Build(options))
        {
            var error = await Record.ExceptionAsync(() => app.StartAsync(TestContext.Current.CancellationToken));
            Assert.SkipWhen(error is null, "This machine has a certificate (dotnet dev-certs https --clean).");
            Assert.Contains("leave HTTPS to a reverse proxy", Server.Explain(error!, options));
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public void Explain_OfABug_IsNoMessage() => Assert.Null(Server.Explain(
        new InvalidOperationException(), new ServerOptions("http://127.0.0.1:1", new DirectoryInfo("x"), false)));

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://*:80;https://+:443", true)]
    [InlineData("", false)]
    [InlineData("5080", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("http://127.0.0.1:99999", false)]
    public void Urls_AreChecked(string urls, bool isRight) =>
        Assert.Equal(isRight, ListenAddresses.FaultOf(urls) is null);
}
