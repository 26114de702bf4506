using System.Collections.Immutable;
using System.Data;
using Dapper;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>
/// How rows become records: columns <c>like_this</c> fill properties <c>LikeThis</c>, times are Unix milliseconds, and
/// a list is its items joined by line feeds (none of our items can hold one).
/// </summary>
internal static class Rows
{
    private const char ItemSeparator = '\n';

    /// <summary>
    /// For the whole process and before its first query, which a database sees to: Dapper keeps how it read a type
    /// first, whatever is said later.
    /// </summary>
    public static void Configure()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new TimeHandler());
        SqlMapper.AddTypeHandler(new ListHandler());
    }

    public static string Join(ImmutableArray<string> items) =>
        items.IsDefaultOrEmpty ? "" : string.Join(ItemSeparator, items);

    public static ImmutableArray<string> Split(string? items) =>
        string.IsNullOrEmpty(items) ? [] : [.. items.Split(ItemSeparator)];

    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this IReadConnections connections, string sql, object parameters, CancellationToken cancellationToken)
    {
        using var lease = await connections.RentAsync(cancellationToken);
        return (await lease.Connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))).AsList();
    }

    public static async Task<T?> FindAsync<T>(
        this IReadConnections connections, string sql, object parameters, CancellationToken cancellationToken)
    {
        using var lease = await connections.RentAsync(cancellationToken);
        return await lease.Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));
    }

    public static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    /// <summary>Cuts the row that was asked for beyond the page, and names the page's end if there was one.</summary>
    public static Page<T> ToPage<T>(this IReadOnlyList<T> rows, int limit, string scope, Func<T, Cursor> end) =>
        rows.Count <= limit
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(limit)], end(rows[limit - 1]).Encode(scope));

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, null));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = value.ToUnixTimeMilliseconds();
    }

    private sealed class ListHandler : SqlMapper.TypeHandler<ImmutableArray<string>>
    {
        public override ImmutableArray<string> Parse(object value) => Split((string)value);

        public override void SetValue(IDbDataParameter parameter, ImmutableArray<string> value) =>
            parameter.Value = Join(value);
    }
}
