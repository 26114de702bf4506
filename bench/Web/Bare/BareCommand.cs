using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Bench.Web.Bare;

/// <summary>
/// <c>bare</c> (not listed in the help): the endpoints that the product is compared with, in a process of their own.
/// </summary>
internal static class BareCommand
{
    /// <summary>The page that is compared with a visitor's: this many bytes from memory.</summary>
    private const int MemoryPageBytes = 12 * 1024;

    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Required = true };
        var database = new Option<FileInfo>("--database") { Required = true };
        var frame = new Option<FileInfo>("--frame") { Required = true };
        var command = new Command("bare", "The bare endpoints of the command web.") { urls, database, frame };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(urls), parsed.GetRequiredValue(database),
            BareFrame.Cut(File.ReadAllText(parsed.GetRequiredValue(frame).FullName)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string urls, FileInfo database, BareFrame frame, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
        await using var app = builder.Build();
        app.Urls.Add(urls);
        using var insert = new BareInsert(database.DirectoryName!);
        Map(app, insert, new BareIdeas(database.FullName), frame);
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static void Map(WebApplication app, BareInsert insert, BareIdeas ideas, BareFrame frame)
    {
        var page = new byte[MemoryPageBytes];
        Array.Fill(page, (byte)'x');
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapGet("/memory", () => Results.Bytes(page, "text/html; charset=utf-8"));
        app.MapPost("/ideas/{id}/comments", async (string id, BareComment comment) =>
        {
            var made = await insert.AddAsync(id, comment);
            return Results.Created($"/comments/{made}", new { id = made });
        });
        app.MapGet("/json/{id}", async (string id) =>
            await ideas.FindAsync(id) is { } idea ? Results.Ok(idea) : Results.NotFound());
        app.MapGet("/page/{id}", async (string id) =>
            await ideas.FindAsync(id) is { } idea
                ? (IResult)new RazorComponentResult<BarePage>(new { Idea = idea, Frame = frame })
                : Results.NotFound());
    }
}
