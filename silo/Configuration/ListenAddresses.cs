namespace IdeaStorage.Silo.Configuration;

/// <summary>The addresses that a program listens on, separated by ';'.</summary>
public static class ListenAddresses
{
    private const string Example = "http://127.0.0.1:5080";

    /// <summary>What is wrong with these addresses and what would be right, or null.</summary>
    public static string? FaultOf(string? urls)
    {
        var all = (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (all.Length == 0)
            return $"--urls needs an address such as {Example}. / --urls에 {Example} 같은 주소를 적으세요.";
        // A port number without a host, or '*' and '+' for every interface, are what Kestrel itself takes.
        var bad = all.FirstOrDefault(url =>
            !Uri.TryCreate(url.Replace("://*", "://any").Replace("://+", "://any"), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/");
        return bad is null
            ? null
            : $"'{bad}' is no address to listen on; write one such as {Example}. / "
              + $"'{bad}'은(는) 들을 수 있는 주소가 아닙니다. {Example}처럼 적으세요.";
    }
}
