using System.Data.Common;
using System.Text.Json;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Copying;

/// <summary>The table that says that a copy or a restore into this database is not whole.</summary>
internal static class Incoming
{
    /// <exception cref="DatabaseUnusableException">What is in the database is half of an installation.</exception>
    public static void Refuse(DbTransaction transaction, string where)
    {
        using var command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = ("SELECT count(*) FROM incoming", transaction);
        if (Convert.ToInt64(command.ExecuteScalar(), null) > 0)
            throw HalfCopied(where);
    }

    public static DatabaseUnusableException HalfCopied(string where) => new(
        DatabaseFault.HalfCopied,
        $"{where}에 설치를 복사하거나 복원하다가 중단되었습니다. 같은 copy 또는 restore 명령을 다시 실행하면 이어서 끝냅니다.",
        $"A copy or a restore into {where} was cut off. Run the same command again; it goes on where it stopped.");

    public static DatabaseUnusableException NotEmpty(string where) => new(
        DatabaseFault.NotEmpty,
        $"{where}에 다른 설치의 자료가 이미 있습니다. 비어 있는 데이터베이스나 폴더를 지정하세요. 바뀐 것은 없습니다.",
        $"{where} holds the data of an installation already. Name an empty database or folder; nothing was changed.");

    /// <summary>A key as JSON: a number, a text, or bytes as a list of one text in Base64.</summary>
    public static string ToJson(IEnumerable<object> key) =>
        JsonSerializer.Serialize(key.Select(part =>
            part is byte[] bytes ? new[] { Convert.ToBase64String(bytes) } : part));

    public static object[] OfJson(string json) =>
        [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(part => part.ValueKind switch
        {
            JsonValueKind.Number => (object)part.GetInt64(),
            JsonValueKind.Array => part[0].GetBytesFromBase64(),
            _ => part.GetString()!,
        })];
}
