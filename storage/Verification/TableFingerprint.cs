using System.Data.Common;
using System.Security.Cryptography;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// What a table holds, whatever the order of its rows: their number, and the sum of a hash of each. Two tables with the
/// same fingerprint have the same rows.
/// </summary>
public readonly record struct TableFingerprint(long Rows, UInt128 Sum)
{
    /// <summary>A whole table may take longer than any other question.</summary>
    private const int Unlimited = 0;

    /// <param name="connection">Open.</param>
    /// <param name="select">The rows with all columns that count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TableFingerprint> OfAsync(
        DbConnection connection, string select, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (select, Unlimited);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        using var bytes = new RowBytes();
        var (fingerprint, row) = (default(TableFingerprint), new object?[reader.FieldCount]);
        while (await reader.ReadAsync(cancellationToken))
        {
            reader.GetValues(row!);
            fingerprint = fingerprint.With(bytes.Of(row));
        }

        return fingerprint;
    }

    internal static TableFingerprint Of(IEnumerable<object?[]> rows)
    {
        using var bytes = new RowBytes();
        return rows.Aggregate(default(TableFingerprint), (sum, row) => sum.With(bytes.Of(row)));
    }

    private TableFingerprint With(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        return new TableFingerprint(
            Rows + 1,
            Sum + new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[sizeof(ulong)..])));
    }
}
