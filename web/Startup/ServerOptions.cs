using IdeaStorage.Storage;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Startup;

/// <summary>What the command line decides for a server.</summary>
/// <param name="Urls">The addresses to listen on, separated by ';'.</param>
/// <param name="Data">Where keys and blobs live, and the database if it is SQLite.</param>
/// <param name="Demo">Whether an empty installation is filled with demo data.</param>
/// <param name="Proxy">
/// Whether requests come through a reverse proxy, so that no address proves that a caller sits at this machine.
/// </param>
internal sealed record ServerOptions(string Urls, DirectoryInfo Data, bool Demo, bool Proxy = false)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Personas sign in from this machine alone, and behind a proxy nobody counts as that.</summary>
    public const string DemoBehindProxy =
        "--demo true and --proxy true exclude each other: demo personas sign in from this machine only, and behind a "
        + "proxy nobody counts as that. Leave one out. / --demo true와 --proxy true는 함께 쓸 수 없습니다. 예시 회원은 이 "
        + "컴퓨터에서만 로그인하는데, 프록시 뒤에서는 아무도 이 컴퓨터의 사용자로 여기지 않습니다. 하나를 빼세요.";

    /// <summary>What else is configured.</summary>
    public Settings Settings { get; init; } = new();

    /// <summary>The database, as <see cref="StorageAddress.Parse"/> reads it; null for the configured one.</summary>
    public string? Database { get; init; }

    public StorageAddress Storage => StorageAddress.Parse(Database ?? Settings.DatabaseOrDefault, Data.FullName);

    public string KeysFolder => Path.Combine(Data.FullName, "keys");
}
