using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Api.OpenApi;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Pages;
using IdeaStorage.Web.Pages.Ideas;
using IdeaStorage.Web.Prose;
using IdeaStorage.Web.Recommendations;
using Microsoft.AspNetCore.HttpOverrides;

namespace IdeaStorage.Web.Startup;

/// <summary>Composes the server: storage, grains, accounts, API and pages.</summary>
internal static class WebApp
{
    private const int RequestBytesMax = 64 * 1024 * 1024;
    private const int HeadersBytesMax = 32 * 1024;

    public static WebApplication Build(ServerOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebApp).Assembly.GetName().Name,
            ContentRootPath = ContentFolder.Find(),
            // Settings are read once; watching the folder would wake a thread for every write to a database below it.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What is too large is refused by whoever reads it, with an answer; the server itself would only hang up.
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
            kestrel.Limits.MaxRequestLineSize = HeadersBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = HeadersBytesMax;
        });
        builder.Logging.AddLogs(options.Settings.Logs);
        AddServices(builder, options);
        configure?.Invoke(builder);
        var app = builder.Build();
        Use(app);
        app.MapAll();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, ServerOptions options)
    {
        Directory.CreateDirectory(options.KeysFolder);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        builder.AddIdeaStorage(options.Storage, options.Settings);
        builder.AddTelemetry(options.Settings.Telemetry);
        services.AddSingleton(options);
        if (options.Demo)
            services.AddHostedService<DemoStart>();
        services.AddAccounts(options.KeysFolder, options.Storage);
        services.AddSingleton(options.Settings.RateLimits);
        services.AddSingleton<RateLimits>();
        services.AddSingleton<IdempotentAnswers>();
        services.AddHostedService<IdempotencyPurge>();
        services.AddSingleton<ApiPipeline>();
        services.AddScoped<RecommendationReader>();
        services.AddSingleton<TrainingReader>();
        services.AddSingleton<ImpressionLog>();
        services.AddHostedService(provider => provider.GetRequiredService<ImpressionLog>());
        services.AddApiDocument();
        services.AddRazorComponents();
        // Korean is written as itself, not as character references three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<AssetUrls>();
        services.AddScoped<Visit>();
        services.AddSingleton<ProseRenderer>();
        services.AddSingleton<PagePipeline>();
        services.AddSingleton<VisitorPages>();
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
        {
            form.ValueCountLimit = PostedForm.FieldsMax;
            form.BufferBodyLengthLimit = PostedForm.BytesMax;
            form.ValueLengthLimit = PostedForm.BytesMax;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "ideastorage.form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "__token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddResponseCompression();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Add(IPAddress.IPv6Loopback);
            if (options.Settings.ProxyNetwork is { } network)
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    private static void Use(WebApplication app)
    {
        // No scheme runs by default, and none has addresses of its own: the middleware that the host would add has
        // nothing to do, but would make a scope's services for each request.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseForwardedHeaders();
        app.Use((http, next) =>
        {
            SecurityHeaders.Put(http.Response.Headers);
            // Grains hear the language of the request from here.
            CultureInfo.CurrentUICulture = RequestLanguage.TextsOf(http).Culture;
            return next(http);
        });
        app.UseWhen(http => IsAsset(http.Request.Path), assets =>
        {
            assets.UseResponseCompression();
            assets.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheAsset });
        });
        app.UseRouting();
        if (app.Services.GetRequiredService<ServerOptions>().Settings.Telemetry.Endpoint is not null)
            app.Use(RequestSpans.DescribeAsync);
    }

    private static bool IsAsset(PathString path) =>
        path.StartsWithSegments("/lib") || path.StartsWithSegments("/css") || path.StartsWithSegments("/js")
        || path.StartsWithSegments("/img");

    /// <summary>An address with a version never changes its content; KRDS's own inner addresses have none.</summary>
    private static void CacheAsset(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
            ? "public, max-age=31536000, immutable"
            : "public, max-age=86400";
}
