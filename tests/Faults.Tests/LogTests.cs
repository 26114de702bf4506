using System.Net.Http.Json;
using System.Text.Json;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>What a running program writes to its output.</summary>
public sealed class LogTests : IDisposable
{
    private const string Password = "a password that nobody may read";
    private const string AccountKey = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";
    private const string CollectorKey = "key-of-the-collector";

    private readonly string _data = Directory.CreateTempSubdirectory("ideastorage-logs-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_AsJson_AreOneObjectALine_WithoutSecrets()
    {
        string token;
        string output;
        await using (var app = await AppProcess.StartAsync(Command))
        {
            token = await SignInAsync(app.Address);
            await ProvokeAsync(app.Address, token);
            Assert.Equal(0, await app.StopAsync());
            output = app.Output;
        }

        var logged = output.Split('\n').Where(line => line.StartsWith('{')).ToList();
        Assert.NotEmpty(logged);
        Assert.All(logged, line => Assert.True(
            JsonDocument.Parse(line).RootElement.TryGetProperty("Category", out _), line));
        foreach (var secret in (string[])[Password, AccountKey, CollectorKey, token])
            Assert.DoesNotContain(secret, output);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Everything that can be logged is, with a collector and a blob service that nobody reaches.</summary>
    private System.Diagnostics.ProcessStartInfo Command(string address)
    {
        var command = AppProcess.Command("--urls", address, "--data", _data, "--demo", "false");
        command.Environment["IdeaStorage__Logs__Format"] = "Json";
        command.Environment["IdeaStorage__Logs__Level"] = "Trace";
        command.Environment["Logging__LogLevel__Microsoft.AspNetCore.Hosting"] = "Trace";
        command.Environment["Logging__LogLevel__Microsoft.EntityFrameworkCore.Database"] = "Trace";
        command.Environment["Logging__LogLevel__Microsoft.AspNetCore.Identity"] = "Trace";
        command.Environment["IdeaStorage__Telemetry__Endpoint"] = "http://127.0.0.1:1";
        command.Environment["IdeaStorage__Telemetry__Headers"] = $"authorization={CollectorKey}";
        command.Environment["IdeaStorage__Blobs__ConnectionString"] =
            $"AccountName=ideas;AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:1/ideas;";
        return command;
    }

    private static async Task<string> SignInAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var account = new { userName = "kim", password = Password, displayName = "김", email = "kim@example.kr" };
        (await http.PostAsJsonAsync("/api/v1/accounts", account, Now)).EnsureSuccessStatusCode();
        var tokens = await http.PostAsJsonAsync("/api/v1/tokens", new { account.userName, account.password }, Now);
        return (await tokens.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("accessToken").GetString()!;
    }

    /// <summary>Requests that fail, with secrets where they do not belong.</summary>
    private static async Task ProvokeAsync(Uri address, string token)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await http.PostAsJsonAsync("/api/v1/accounts", new { userName = "x", password = Password, wrong = 1 }, Now);
        await http.PostAsJsonAsync("/api/v1/tokens", new { userName = "nobody", password = Password }, Now);
        await http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Now);
        await http.GetAsync(new Uri("/api/v1/ideas/nothing", UriKind.Relative), Now);
    }
}
