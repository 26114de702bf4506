using System.Data;
using Dapper;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>
/// The parameter of <c>… IN @ids</c>: becomes one parameter an item, the same on every database.
/// </summary>
/// <param name="items">Not many: each number of items is another statement to the database.</param>
public sealed class InList(IReadOnlyCollection<string> items) : SqlMapper.ICustomQueryParameter
{
    /// <inheritdoc/>
    public void AddParameter(IDbCommand command, string name)
    {
        var names = new List<string>(items.Count);
        foreach (var item in items)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"{name}_{names.Count}", item);
            command.Parameters.Add(parameter);
            names.Add("@" + parameter.ParameterName);
        }

        var list = names.Count == 0 ? "NULL" : string.Join(", ", names);
        command.CommandText = command.CommandText.Replace($"IN @{name}", $"IN ({list})", StringComparison.Ordinal);
    }
}
