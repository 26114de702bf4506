using System.Data.Common;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>A connection of the pool, given back with this object.</summary>
internal sealed class PostgresLease(NpgsqlConnection connection) : ReadLease
{
    private NpgsqlConnection? _connection = connection;

    public override DbConnection Connection => Held;

    public override bool TryReadNumbers(string sql, string key, Span<long> numbers)
    {
        try
        {
            using var command = new NpgsqlCommand(PostgresSql.ToPositional(sql), Held);
            PostgresSql.Add(command.Parameters, [key]);
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                return false;
            for (var column = 0; column < numbers.Length; column++)
                numbers[column] = reader.IsDBNull(column) ? 0 : reader.GetInt64(column);
            return true;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Unavailable(exception);
        }
    }

    public override void Dispose() => Interlocked.Exchange(ref _connection, null)?.Dispose();

    private NpgsqlConnection Held => _connection ?? throw new ObjectDisposedException(nameof(ReadLease));
}
