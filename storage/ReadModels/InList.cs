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
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)items.Count);
        var names = new List<string>(count);
        while (names.Count < count)
        {
            var item = items[Math.Min(names.Count, items.Count - 1)];
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"{name}_{names.Count}", item);
            command.Parameters.Add(parameter);
            names.Add("@" + parameter.ParameterName);
        }

        var list = names.Count == 0 ? "NULL" : string.Join(", ", names);
        command.CommandText = command.CommandText.Replace($"IN @{name}", $"IN ({list})", StringComparison.Ordinal);
    }
}
