using System.Security.Cryptography;
using System.Text;
using IdeaStorage.Web.Startup;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// The code that makes an account the first operator when it is not opened from this machine. It is printed at start
/// while there is no operator, and counts until there is one or the program ends.
/// </summary>
internal sealed class OperatorCode(FirstOperator first, ServerOptions options)
{
    private const int Characters = 20;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, Characters);

    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(_code));

    public void Announce(TextWriter to)
    {
        if (first.Exists())
            return;
        if (options.Proxy)
        {
            to.WriteLine($"아직 운영자가 없습니다. 이 운영자 코드로 가입하는 첫 계정이 운영자가 됩니다: {_code}");
            to.WriteLine($"There is no operator yet. The first account registered with this code becomes one: {_code}");
            return;
        }
        to.WriteLine("아직 운영자가 없습니다. 이 컴퓨터에서 처음 만드는 계정이 운영자가 됩니다.");
        to.WriteLine($"다른 컴퓨터에서 가입할 때는 운영자 코드를 입력하세요: {_code}");
        to.WriteLine("There is no operator yet. The first account made on this machine becomes one;");
        to.WriteLine($"from elsewhere, register with this operator code: {_code}");
    }
}
