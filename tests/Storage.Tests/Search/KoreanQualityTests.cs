using System.Text;
using IdeaStorage.Storage.Search;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Search;

/// <summary>
/// How well the analyser finds what means the same: pairs of Korean questions that people judged to have one meaning
/// (songys/Question_pair). One of a pair is searched for among all questions; the other should be in the first ten.
/// </summary>
public sealed class KoreanQualityTests(ITestOutputHelper output)
{
    private const int Shown = 10;
    private const int QueriesMax = 1_000;
    private const double ClearGain = 0.1;

    [Fact]
    public void Analyser_FindsTheOtherQuestionOfAPair_MuchMoreOftenThanWordsBetweenSpaces()
    {
        var path = Path.Combine(DataFolder(), "kr_text_pairs", "kor_pair_train.csv");
        if (!File.Exists(path))
            Assert.Skip($"The question pairs are not at {path}; set IDEASTORAGE_DATA.");
        var pairs = ReadPairs(path);

        var analysed = Recall(pairs, KoreanAnalyser.Tokens);
        var plain = Recall(pairs, text => KoreanAnalyser.Fold(text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit)))
            .Where(word => word.Length > 0));

        output.WriteLine($"recall@{Shown} over {Math.Min(QueriesMax, pairs.Same.Count)} queries among "
            + $"{pairs.All.Count} questions: analyser {analysed:F3}, words between spaces {plain:F3}");
        Assert.True(analysed >= plain + ClearGain, $"analyser {analysed:F3}, words between spaces {plain:F3}");
    }

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("IDEASTORAGE_DATA") is { Length: > 0 } folder)
            return folder;
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "IdeaStorage.sln")))
            at = at.Parent;
        return Path.Combine(at?.Parent?.FullName ?? "", "shared", "data");
    }

    private static double Recall(Pairs pairs, Func<string, IEnumerable<string>> tokens)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Index(connection, pairs.All, tokens);
        using var find = connection.CreateCommand();
        find.CommandText =
            "SELECT rowid FROM questions WHERE questions MATCH @match AND rowid <> @self ORDER BY rank LIMIT @shown";
        var match = find.Parameters.Add("@match", SqliteType.Text);
        var self = find.Parameters.Add("@self", SqliteType.Integer);
        find.Parameters.AddWithValue("@shown", Shown);
        var found = 0;
        var queries = pairs.Same.Where((_, at) => at % Every(pairs) == 0).Take(QueriesMax).ToList();
        foreach (var (one, other) in queries)
        {
            self.Value = one;
            match.Value = string.Join(" OR ", tokens(pairs.All[one]).Distinct().Select(token => $"\"{token}\""));
            using var rows = find.ExecuteReader();
            while (rows.Read())
                found += rows.GetInt32(0) == other ? 1 : 0;
        }
        return (double)found / queries.Count;
    }

    /// <summary>The data is ordered by subject, so the queries are taken from all of it.</summary>
    private static int Every(Pairs pairs) => Math.Max(1, pairs.Same.Count / QueriesMax);

    private static void Index(SqliteConnection connection, List<string> texts, Func<string, IEnumerable<string>> tokens)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE questions USING fts5 (text, tokenize = 'ascii')";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO questions (rowid, text) VALUES (@id, @text)";
        var id = command.Parameters.Add("@id", SqliteType.Integer);
        var text = command.Parameters.Add("@text", SqliteType.Text);
        for (var i = 0; i < texts.Count; i++)
        {
            (id.Value, text.Value) = (i, string.Join(' ', tokens(texts[i])));
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>The label of the data is the other way round: 0 says that both mean the same.</summary>
    private static Pairs ReadPairs(string path)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var all = new List<string>();
        var same = new List<(int One, int Other)>();
        foreach (var line in File.ReadLines(path, Encoding.UTF8).Skip(1))
        {
            var cells = Cells(line);
            if (cells.Count != 6)
                continue;
            var (one, other) = (IdOf(cells[3]), IdOf(cells[4]));
            if (cells[5] == "0" && one != other)
                same.Add((one, other));
        }
        return new Pairs(all, same);

        int IdOf(string question)
        {
            if (!ids.TryGetValue(question, out var id))
            {
                ids.Add(question, id = all.Count);
                all.Add(question);
            }
            return id;
        }
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (character != ',' || isQuoted)
                cell.Append(character);
            else
                End();
        }
        End();
        return cells;

        void End()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }

    private sealed record Pairs(List<string> All, List<(int One, int Other)> Same);
}
