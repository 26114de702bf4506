using System.Globalization;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>Rows in the text form of <c>COPY</c>
/// (https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2).</summary>
internal static class CopyText
{
    private const string Special = "\\\t\n\r";

    public static void Write(TextWriter copy, SqliteStatement row, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            if (column > 0)
                copy.Write('\t');
            if (row.IsNull(column))
                copy.Write("\\N");
            else if (row.IsReal(column))
                copy.Write(row.Real(column).ToString("R", CultureInfo.InvariantCulture));
            else if (row.IsText(column))
                WriteText(copy, row.Text(column));
            else
                copy.Write(row.Int64(column));
        }

        copy.Write('\n');
    }

    private static void WriteText(TextWriter copy, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is var at and >= 0)
        {
            copy.Write(text[..at]);
            copy.Write(text[at] switch { '\t' => "\\t", '\n' => "\\n", '\r' => "\\r", _ => "\\\\" });
            text = text[(at + 1)..];
        }

        copy.Write(text);
    }
}
