using System.Security.Cryptography;
using System.Text;
using IdeaStorage.Web.Startup;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// The code that makes an account the first operator when it is not opened from this machine. It is printed at start
/// while there is no operator, and counts until there is one. It lies beside the keys, so that all webs of a cluster
/// print and take the same.
/// </summary>
internal sealed class OperatorCode(FirstOperator first, ServerOptions options)
{
    private const int Characters = 20;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(10);

    private readonly string _file = Path.Combine(options.KeysFolder, "operator-code");

    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(Read()));

    public void Announce(TextWriter to)
    {
        if (first.Exists())
        {
            File.Delete(_file);
            return;
        }

        var code = Read();
        if (options.Proxy)
        {
            to.WriteLine($"아직 운영자가 없습니다. 이 운영자 코드로 가입하는 첫 계정이 운영자가 됩니다: {code}");
            to.WriteLine($"There is no operator yet. The first account registered with this code becomes one: {code}");
            return;
        }
        to.WriteLine("아직 운영자가 없습니다. 이 컴퓨터에서 처음 만드는 계정이 운영자가 됩니다.");
        to.WriteLine($"다른 컴퓨터에서 가입할 때는 운영자 코드를 입력하세요: {code}");
        to.WriteLine("There is no operator yet. The first account made on this machine becomes one;");
        to.WriteLine($"from elsewhere, register with this operator code: {code}");
    }

    /// <summary>The code that lies there, or a new one: of several processes one alone can make the file.</summary>
    private string Read()
    {
        while (!TryMake())
        {
            if (File.ReadAllText(_file) is { Length: Characters } code)
                return code;
            // Its maker is about to write it, or died before.
            if (File.GetLastWriteTimeUtc(_file) < DateTime.UtcNow - WrittenWithin)
                File.Delete(_file);
            Thread.Yield();
        }

        return File.ReadAllText(_file);
    }

    private bool TryMake()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        StreamWriter writer;
        try
        {
            writer = new StreamWriter(_file, options);
        }
        catch (IOException) when (File.Exists(_file))
        {
            return false;
        }

        // A full disk is not another process: it ends the start.
        using (writer)
            writer.Write(RandomNumberGenerator.GetString(Alphabet, Characters));
        return true;
    }
}
