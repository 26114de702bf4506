using System.Net.Sockets;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IdeaStorage.Web.Startup;

/// <summary>
/// Runs the server until it is told to stop; a start that fails says why and what to do, without a stack trace.
/// </summary>
internal static class Server
{
    private const int Failed = 1;

    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var app = WebApp.Build(options);
            await app.StartAsync(cancellation);
            Greet(app);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (Explain(error, options) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    private static void Greet(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var people = Logs.ForPeople(app.Services.GetRequiredService<ServerOptions>().Settings.Logs);
        foreach (var address in addresses)
        {
            people.WriteLine($"아이디어 스토리지가 {address} 에서 열렸습니다. 끝내려면 Ctrl+C를 누르세요.");
            people.WriteLine($"IDEA STORAGE listens on {address}. Press Ctrl+C to stop.");
        }
        app.Services.GetRequiredService<Accounts.OperatorCode>().Announce(people);
    }

    /// <summary>The message for a fault that the person at the machine can mend, or null for a bug.</summary>
    internal static string? Explain(Exception error, ServerOptions options)
    {
        // What storage says is written for this reader. Else the innermost cause says most: a used port arrives wrapped
        // in what would pass for a fault of the disk.
        var causes = new List<Exception>();
        for (var cause = error; cause is not null; cause = cause.InnerException)
            causes.Insert(0, cause);
        foreach (var cause in causes.OrderByDescending(
            cause => cause is ClusterUnusableException or DatabaseUnusableException or StorageUnavailableException))
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
                    or Microsoft.AspNetCore.Connections.AddressInUseException:
                    return $"다른 프로그램이 {options.Urls} 을(를) 쓰고 있습니다. 그 프로그램을 끝내거나 --urls로 다른 주소를 지정하세요.\n"
                        + $"Another program listens on {options.Urls}. Stop it, or choose another address with --urls.";
                case SocketException socket:
                    return $"{options.Urls} 에서 들을 수 없습니다({socket.SocketErrorCode}). --urls를 확인하세요.\n"
                        + $"Cannot listen on {options.Urls} ({socket.SocketErrorCode}). Check --urls.";
                case InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" }
                    when options.Urls.Contains("https:", StringComparison.OrdinalIgnoreCase):
                    return $"{options.Urls} 에서 HTTPS로 들을 인증서가 없습니다. http:// 주소로 듣고, "
                        + "HTTPS는 앞에 둔 역방향 프록시에 맡기세요(--proxy true).\n"
                        + $"There is no certificate for HTTPS on {options.Urls}. Listen on an http:// address and "
                        + "leave HTTPS to a reverse proxy in front (--proxy true).";
                case ClusterUnusableException cluster:
                    return $"{cluster.Korean}\n{cluster.Message}";
                case DatabaseUnusableException or StorageUnavailableException:
                    return $"데이터베이스를 열 수 없습니다({options.Storage}): {StorageWords.KoreanOf(cause)}\n"
                        + $"The database cannot be opened ({options.Storage}): {cause.Message}";
                case UnauthorizedAccessException or IOException:
                    return $"데이터 폴더를 쓸 수 없습니다({options.Data.FullName}): {cause.Message} --data로 다른 폴더를 지정하세요.\n"
                        + $"The data folder cannot be used ({options.Data.FullName}): {cause.Message} "
                        + "Choose another one with --data.";
            }
        return null;
    }
}
