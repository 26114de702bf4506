using IdeaStorage.Web.Pages;
using IdeaStorage.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IdeaStorage.Browser.Tests;

/// <summary>
/// The real program with demo data on a free port, and the browser of this machine. Where there is no browser, every
/// test is skipped and says how to install one.
/// </summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private const string HowToInstall =
        "No Chromium or Chrome on PATH. Install one, such as with 'apt-get install chromium fonts-nanum'.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--no-first-run",
    ];

    /// <summary>As long as the browser waits for anything else; a busy machine needs more than five seconds.</summary>
    private const float ExpectedWithinMilliseconds = 30_000;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ideastorage-browser-");
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (FindBrowser() is not { } executable)
            return;
        _app = WebApp.Build(new ServerOptions("http://127.0.0.1:0", _data, Demo: true));
        await _app.StartAsync();
        var features = _app.Services.GetRequiredService<IServer>().Features;
        Address = features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Assertions.SetDefaultExpectTimeout(ExpectedWithinMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>A window of its own: no cookies of others. Skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(
        string locale = "ko-KR", int width = 1280, int height = 900, bool scripts = true, string? timeZone = null)
    {
        Assert.SkipWhen(_browser is null, HowToInstall);
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = locale,
            JavaScriptEnabled = scripts,
            TimezoneId = timeZone,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return await context.NewPageAsync();
    }

    /// <summary>A window in which a demo persona has signed in.</summary>
    public async Task<IPage> OpenAsAsync(string persona, string locale = "ko-KR", int width = 1280)
    {
        var page = await OpenAsync(locale, width);
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{persona}']").ClickAsync();
        // What only a member's page has: an event of the page may have come before it is waited for.
        await Assertions.Expect(page.Locator("form[action='/sign-out']")).ToBeAttachedAsync();
        return page;
    }

    /// <summary>The pages of the program's route table. Skips the test where there is no browser.</summary>
    internal IReadOnlyList<string> PageRoutes()
    {
        Assert.SkipWhen(_app is null, HowToInstall);
        return
        [
            .. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<PageMetadata>() is not null)
                .Select(endpoint => endpoint.RoutePattern.RawText!),
        ];
    }

    private static string? FindBrowser() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

/// <summary>One program and one browser for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserSite>
{
    public const string Name = "browser";
}
