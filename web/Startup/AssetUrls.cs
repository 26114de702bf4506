using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IdeaStorage.Web.Startup;

/// <summary>Addresses of our browser files with a hash of their content, so that they can be cached for ever.</summary>
public sealed class AssetUrls(IWebHostEnvironment environment)
{
    private const int HashBytes = 6;

    private readonly ConcurrentDictionary<string, string> _byPath = new(StringComparer.Ordinal);

    /// <param name="path">The path below wwwroot; one of the few that pages name.</param>
    public string this[string path] => _byPath.GetOrAdd(path, Hash);

    private string Hash(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
            return "/" + path;
        using var content = file.CreateReadStream();
        return $"/{path}?v={Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, HashBytes))}";
    }
}
