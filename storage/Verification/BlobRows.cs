using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Verification;

/// <summary>What the database says of blobs: those that it names must be there.</summary>
internal static class BlobRows
{
    /// <summary>Each blob that a row names, and the SHA-256 of its content, if that is on record.</summary>
    public static Dictionary<string, string?> Read(IStatements statements) => statements
        .List(
            "SELECT blob, hash FROM trained_models WHERE blob IS NOT NULL",
            static row => (Name: row.Text(0), Hash: row.IsNull(1) ? null : row.Text(1)))
        .ToDictionary(row => row.Name, row => row.Hash, StringComparer.Ordinal);
}
