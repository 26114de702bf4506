using System.Globalization;

namespace IdeaStorage.Silo.Import;

/// <summary>The file cannot be used at all; nothing of it was imported.</summary>
public sealed class ImportFileException : Exception
{
    private ImportFileException(ImportReason reason, Exception? inner = null)
        : base(reason.English, inner) => Reason = reason;

    /// <summary>Why, in both languages.</summary>
    public ImportReason Reason { get; }

    internal static ImportFileException Unreadable(string path, Exception inner) => new(
        new ImportReason(
            "file-unreadable",
            $"파일을 읽을 수 없습니다: {path} ({inner.Message})",
            $"The file cannot be read: {path} ({inner.Message})"),
        inner);

    internal static ImportFileException Empty(string path) => new(
        new ImportReason("file-empty", $"빈 파일입니다: {path}", $"The file is empty: {path}"));

    internal static ImportFileException TooLarge(string path, long bytes) => new(
        new ImportReason(
            "file-too-large",
            string.Create(CultureInfo.InvariantCulture, $"파일이 너무 큽니다: {path} ({bytes:N0}바이트)"),
            string.Create(CultureInfo.InvariantCulture, $"The file is too large: {path} ({bytes:N0} bytes)")));

    internal static ImportFileException MissingColumns(
        IEnumerable<string> missing, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (lacks, wants, has) = (Join(missing), Join(expected), Join(found));
        return new ImportFileException(new ImportReason(
            "columns-missing",
            $"필요한 열이 없습니다: {lacks}. 필요한 열: {wants}. 파일에 있는 열: {has}",
            $"Columns are missing: {lacks}. Expected: {wants}. Found in the file: {has}"));
    }

    private static string Join(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"“{Shorten(name)}”"));

    private static string Shorten(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
