using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Storage.Migrations;

/// <summary>One numbered step of the schema: <c>0001_event_log.sql</c>. Forward only, never changed once
/// released.</summary>
/// <remarks>
/// No constraint may be deferred to the commit: it would fail a whole group instead of the append that breaks it.
/// </remarks>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, whatever its line ends.</summary>
    public string Hash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations built into this program for one database (<c>Sqlite</c>), oldest first.</summary>
    public static IReadOnlyList<Migration> BuiltIn(string dialect)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Migrations/{dialect}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Parse(name[prefix.Length..], assembly.GetManifestResourceStream(name)!))
            .OrderBy(migration => migration.Version)];
    }

    private static Migration Parse(string fileName, Stream content)
    {
        using var reader = new StreamReader(content, Encoding.UTF8);
        var name = Path.GetFileNameWithoutExtension(fileName);
        var version = int.Parse(name.AsSpan(0, name.IndexOf('_')), CultureInfo.InvariantCulture);
        return new Migration(version, name, reader.ReadToEnd());
    }
}
