using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// What a table holds, whatever the order of its rows: their number, and the sum of a hash of each. Two tables with the
/// same fingerprint have the same rows.
/// </summary>
public readonly record struct TableFingerprint(long Rows, UInt128 Sum)
{
    /// <param name="connection">Open.</param>
    /// <param name="select">The rows with all columns that count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TableFingerprint> OfAsync(
        DbConnection connection, string select, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = select;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (rows, sum) = (0L, UInt128.Zero);
        using var bytes = new MemoryStream();
        await using var writer = new BinaryWriter(bytes);
        while (await reader.ReadAsync(cancellationToken))
        {
            bytes.SetLength(0);
            for (var column = 0; column < reader.FieldCount; column++)
                Write(writer, reader.GetValue(column));
            sum += HashOf(bytes);
            rows++;
        }

        return new TableFingerprint(rows, sum);
    }

    private static UInt128 HashOf(MemoryStream row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.GetBuffer().AsSpan(0, (int)row.Length), hash);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[sizeof(ulong)..]));
    }

    /// <summary>The same value is written the same way, whichever database it comes from.</summary>
    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case DBNull:
                writer.Write('n');
                break;
            case string text:
                writer.Write('t');
                writer.Write(text);
                break;
            case byte[] content:
                writer.Write('b');
                writer.Write(content.Length);
                writer.Write(content);
                break;
            case float or double or decimal:
                writer.Write('r');
                writer.Write(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.Write('i');
                writer.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
