using System.Text.Encodings.Web;
using IdeaStorage.Silo.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Telemetry;

/// <summary>What the program logs, and in which form.</summary>
public static class Logs
{
    /// <summary>Where lines for people go: with JSON, standard output is the collector's alone.</summary>
    public static TextWriter ForPeople(LogSettings settings) =>
        settings.Format is LogFormat.Json ? Console.Error : Console.Out;

    /// <summary>
    /// Of the framework, warnings are for the person at the machine; that the keys lie unencrypted in the data folder
    /// is known.
    /// </summary>
    public static void AddLogs(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.SetMinimumLevel(settings.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Warning);
        // Orleans places each grain through it, which it would tell of every one.
        logging.AddFilter("Polly", LogLevel.Warning);
        // A start that fails is explained by the program itself.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        if (settings.Format is not LogFormat.Json)
        {
            // Scopes and trace ids are not in these lines, so none is made for each request and each call of a grain;
            // a collector that wants traces listens, and then the host makes them all the same.
            logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
            logging.Services.Configure<LoggerFilterOptions>(filters => filters.CaptureScopes = false);
            return;
        }

        logging.ClearProviders();
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "O";
            json.IncludeScopes = true;
            // Korean stays readable; nothing here is put into a page.
            json.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
