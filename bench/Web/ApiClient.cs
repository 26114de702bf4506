using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace IdeaStorage.Bench.Web;

/// <summary>One member's way to the API, as another program would use it.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(30),
            UseCookies = false,
        };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(90) };
    }

    /// <summary>The token that requests carry; it outlives the program's restart. Null: a visitor.</summary>
    public string? Token
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization =
            value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>Opens an account and signs in with it. The first one on an empty installation is an operator.</summary>
    public static async Task<ApiClient> RegisterAsync(Uri address, string userName)
    {
        var client = new ApiClient(address);
        await client.PostAsync("/api/v1/accounts", new
        {
            userName,
            password = PasswordOf(userName),
            displayName = userName,
            email = userName + "@example.org",
        });
        await client.SignInAsync(userName);
        return client;
    }

    /// <summary>Signs in, as after a restart of the program.</summary>
    public async Task SignInAsync(string userName)
    {
        var answer = await PostAsync("/api/v1/tokens", new { userName, password = PasswordOf(userName) });
        Token = answer.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Posts JSON and gives the answer's JSON.</summary>
    /// <exception cref="HttpRequestException">The answer is no success; its body is in the message.</exception>
    public async Task<JsonElement> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await _http.SendAsync(request);
        return await ReadAsync(answer);
    }

    /// <summary>A change that needs no body, such as following an idea.</summary>
    public async Task<JsonElement> PutAsync(string path)
    {
        using var answer = await _http.PutAsync(new Uri(path, UriKind.Relative), null);
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    /// <summary>All items of a paged list.</summary>
    public async Task<List<JsonElement>> GetAllAsync(string path)
    {
        var items = new List<JsonElement>();
        for (string? next = path; next is not null;)
        {
            var page = await GetAsync(next);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
            if (next is not null && !next.StartsWith('/'))
                next = $"{path}{(path.Contains('?') ? '&' : '?')}after={Uri.EscapeDataString(next)}";
        }

        return items;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The password of a member that <see cref="RegisterAsync"/> made.</summary>
    internal static string PasswordOf(string userName) => "Load-test-1-" + userName;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
