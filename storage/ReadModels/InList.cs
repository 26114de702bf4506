using System.Data;
using System.Numerics;
using Dapper;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>
/// The parameter of <c>… IN @ids</c>: becomes one parameter an item, the same on every database. The last is repeated
/// up to a power of two, for each number of parameters is another statement to the database.
/// </summary>
/// <param name="items">At most some hundreds.</param>
public sealed class InList(IReadOnlyList<string> items) : SqlMapper.ICustomQueryParameter
{
    /// <inheritdoc/>
    public void AddParameter(IDbCommand command, string name)
    {
        var values = Padded();
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"{name}_{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        command.CommandText = command.CommandText.Replace(
            $"IN @{name}", $"IN ({Names(name + "_", values.Length)})", StringComparison.Ordinal);
    }

    /// <summary>
    /// The same for a statement of <see cref="Database.IDatabase"/> that has no other parameters: it stays prepared,
    /// and its parameters are not looked up by name, which takes longer with each that there is.
    /// </summary>
    internal (string List, object?[] Parameters) ByPosition()
    {
        var values = Padded();
        return (Names("p", values.Length), values);
    }

    private object?[] Padded()
    {
        var values = new object?[(int)BitOperations.RoundUpToPowerOf2((uint)items.Count)];
        for (var i = 0; i < values.Length; i++)
            values[i] = items[Math.Min(i, items.Count - 1)];
        return values;
    }

    private static string Names(string prefix, int count) =>
        count == 0 ? "NULL" : string.Join(", ", Enumerable.Range(0, count).Select(i => $"@{prefix}{i}"));
}
