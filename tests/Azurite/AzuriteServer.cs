using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace IdeaStorage.Tests.Azurite;

/// <summary>
/// A blob service of this test run's own: a free port on loopback, a folder that goes away with it, a random key. It
/// ends with the process that started it. Its npm package is installed when it is first needed.
/// </summary>
internal sealed class AzuriteServer : IDisposable
{
    private const string Account = "ideas";
    private const string Ready = "Azurite Blob service successfully listens on ";

    private static readonly Lazy<AzuriteServer?> Server = new(() => Npm.IsHere ? new AzuriteServer() : null);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-azurite-").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Process _process;

    /// <param name="options">More options of Azurite's command line.</param>
    public AzuriteServer(params string[] options)
    {
        Npm.Install(Folder());
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "azurite.cjs", "--blobHost", "127.0.0.1", "--blobPort", "0", "--location", _folder,
                "--disableTelemetry", "--silent",
            },
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{_key}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Folder(),
        };
        foreach (var option in options)
            start.ArgumentList.Add(option);
        _process = Process.Start(start)!;
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.StartsWith(Ready, StringComparison.Ordinal))
                continue;
            Address = new Uri($"{line[Ready.Length..]}/{Account}");
            // It was told to be silent, yet what it says must go somewhere.
            _ = _process.StandardOutput.ReadToEndAsync();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
            return;
        }

        throw new InvalidOperationException($"Azurite ended with {_process.ExitCode} before it listened.");
    }

    /// <summary>The server, started when first asked for. Without npm the test that asks is skipped.</summary>
    public static AzuriteServer Shared
    {
        get
        {
            SkipWithoutNpm();
            return Server.Value!;
        }
    }

    /// <summary>The blob address of the account.</summary>
    public Uri Address { get; }

    public string ConnectionString => ConnectionStringWith(_key);

    public static void SkipWithoutNpm() => Assert.SkipUnless(
        Npm.IsHere, "npm is missing, and with it Azurite. Install Node.js 20 or later from https://nodejs.org.");

    public string ConnectionStringWith(string key) =>
        $"DefaultEndpointsProtocol={Address.Scheme};AccountName={Account};AccountKey={key};BlobEndpoint={Address};";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private static class Npm
    {
        private const string Stamp = "node_modules/.installed.stamp";

        private static readonly string Program = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

        public static bool IsHere { get; } = Answers(Program) && Answers("node");

        /// <summary>Two test projects that run at once take turns.</summary>
        public static void Install(string folder)
        {
            using var turn = new Mutex(initiallyOwned: false, "ideastorage-azurite-install");
            turn.WaitOne();
            try
            {
                var stamp = new FileInfo(Path.Combine(folder, Stamp));
                if (stamp.Exists && stamp.LastWriteTimeUtc > File.GetLastWriteTimeUtc($"{folder}/package-lock.json"))
                    return;
                using var npm = Process.Start(
                    new ProcessStartInfo(Program, "ci --no-audit --no-fund --loglevel=error")
                    {
                        WorkingDirectory = folder,
                    })!;
                npm.WaitForExit();
                Assert.True(npm.ExitCode == 0, $"npm ci failed in {folder}. Is its registry reachable?");
                File.WriteAllText(stamp.FullName, "");
            }
            finally
            {
                turn.ReleaseMutex();
            }
        }

        private static bool Answers(string program)
        {
            try
            {
                using var process = Process.Start(
                    new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
