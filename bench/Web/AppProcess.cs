using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IdeaStorage.Bench.Web;

/// <summary>The real program in a process of its own, on loopback; ended by its process id.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    /// <summary>How long the program may take until it answers, on a machine that others use too.</summary>
    public static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the program may take to end when it is asked to.</summary>
    public static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private const int TerminateSignal = 15;

    private readonly Process _process;
    private readonly List<string> _output = [];

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>From the start of the process to its first ready answer.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time taken since the start, of all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program on a free port and waits until it is ready.</summary>
    /// <param name="dataFolder">The folder of its database, blobs and keys.</param>
    /// <param name="arguments">More options.</param>
    /// <exception cref="InvalidOperationException">
    /// It ended, or was not ready in time; its output is in the message.
    /// </exception>
    public static Task<AppProcess> StartAsync(string dataFolder, params string[] arguments) =>
        StartAsync(address => Command(
            ["--urls", address, "--data", dataFolder, .. Demo(arguments), .. arguments]));

    /// <summary>Starts any program that listens at the address it is given and has <c>/health/ready</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// It ended, or was not ready in time; its output is in the message.
    /// </exception>
    public static async Task<AppProcess> StartAsync(Func<string, ProcessStartInfo> command)
    {
        var clock = Stopwatch.StartNew();
        var app = Launch(command);
        using var http = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReadyAsync(http))
        {
            if (!app._process.HasExited && clock.Elapsed < StartDeadline) continue;
            await app.DisposeAsync();
            throw new InvalidOperationException("The program did not become ready. It printed:\n" + app.Output);
        }

        app.StartTime = clock.Elapsed;
        return app;
    }

    /// <summary>Ends it at once (SIGKILL), as a crash or the power would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM), as a service manager does, and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> StopAsync()
    {
        if (SendSignal(_process.Id, TerminateSignal) != 0)
            throw new InvalidOperationException("The program had ended before it was asked to.");
        await _process.WaitForExitAsync().WaitAsync(StopDeadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>The command that runs the program with these arguments, built as this process was.</summary>
    public static ProcessStartInfo Command(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(ProgramPath());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // One machine drives it as many members at once: what protects a public site would only measure itself.
        start.Environment["IdeaStorage__RateLimits__PerMemberAndMinute"] = "0";
        start.Environment["IdeaStorage__RateLimits__PerAddressAndMinute"] = "0";
        start.Environment["IdeaStorage__RateLimits__SignInsPerAddressAndMinute"] = "0";
        return start;
    }

    private static string[] Demo(string[] arguments) => arguments.Contains("--demo") ? [] : ["--demo", "false"];

    private static AppProcess Launch(Func<string, ProcessStartInfo> command)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var process = new Process { StartInfo = command(address.ToString().TrimEnd('/')) };
        var app = new AppProcess(process, address);
        process.OutputDataReceived += (_, line) => app.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => app.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return app;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // Nobody listens yet, or a busy machine has not come to answer.
            await Task.Delay(PollInterval);
            return false;
        }
    }

    /// <summary>
    /// The build output lies side by side: <c>artifacts/bin/&lt;project&gt;/&lt;configuration&gt;</c>.
    /// </summary>
    private static string ProgramPath()
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(mine.Parent!.Parent!.FullName, "IdeaStorage.Web", mine.Name, "IdeaStorage.Web.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }
}
