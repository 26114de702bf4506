using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IdeaStorage.Storage;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests;

/// <summary>The real program on a free port, over a data folder of its own, without demo data.</summary>
public class Site : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ideastorage-web-");
    private WebApplication? _app;
    private int _members;

    /// <summary>Whether the program is told that it stands behind a proxy.</summary>
    public bool Proxy { get; init; }

    internal Settings Settings { get; init; } = new();

    /// <summary>The database, as the command line takes it.</summary>
    protected virtual string Database => StorageAddress.Sqlite;

    public HttpClient Visitor { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    internal IServiceProvider Services => _app!.Services;

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Stops the program, has something done with what it left, and starts it again on another port.
    /// </summary>
    /// <param name="act">Takes the options by which a command finds it.</param>
    public async Task WhileStoppedAsync(Func<string[], Task> act)
    {
        await _app!.DisposeAsync();
        await act(["--data", _data.FullName, "--database", Database]);
        await StartAsync();
    }

    private async Task StartAsync()
    {
        _app = WebApp.Build(new ServerOptions("http://127.0.0.1:0", _data, Demo: false, Proxy)
        {
            Settings = Settings,
            Database = Database,
        });
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single());
        Visitor = Client();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = Address,
    };

    /// <summary>A new account's client; the first one of a site is its operator.</summary>
    public async Task<Caller> RegisterAsync(string? name = null)
    {
        var userName = name ?? $"member{Interlocked.Increment(ref _members)}";
        var opened = await Visitor.PostAsJsonAsync(
            "/api/v1/accounts",
            new
            {
                userName,
                password = Password,
                displayName = "회원 " + userName,
                email = userName.Replace('@', '.') + "@example.kr",
            });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var id = (await JsonOf(opened)).GetProperty("id").GetString()!;
        var issued = await Visitor.PostAsJsonAsync("/api/v1/tokens", new { userName, password = Password });
        var token = (await JsonOf(issued)).GetProperty("accessToken").GetString()!;
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Caller(id, userName, client);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}

/// <summary>A member and a client with their token.</summary>
public sealed record Caller(string Id, string UserName, HttpClient Client)
{
    public Task<HttpResponseMessage> Post(string path, object body) => Client.PostAsJsonAsync(path, body);

    public async Task<string> Create(string path, object body)
    {
        var response = await Post(path, body);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await Site.JsonOf(response)).GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> Get(string path)
    {
        var response = await Client.GetAsync(path);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await Site.JsonOf(response);
    }

    public async Task<HttpStatusCode> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await Client.SendAsync(request);
        return response.StatusCode;
    }
}
