using System.Globalization;
using CsvHelper;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// One of the five splits of MovieLens 100K (source: GroupLens): ratings of 4 and more as plain acts, a fifth of each
/// user's kept for the test.
/// </summary>
internal sealed record MovieSplit(FeedbackMatrix Train, IReadOnlyDictionary<int, HashSet<int>> Truth)
{
    public const int Count = 5;

    public static bool IsAt(DirectoryInfo folder) => Enumerable.Range(0, Count).All(number =>
        File.Exists(Path.Combine(folder.FullName, $"train_{number}.csv"))
        && File.Exists(Path.Combine(folder.FullName, $"test_{number}.csv")));

    public static MovieSplit Read(DirectoryInfo folder, int number)
    {
        var (train, test) = (ReadPairs(folder, $"train_{number}.csv"), ReadPairs(folder, $"test_{number}.csv"));
        var rows = train.Concat(test).Max(pair => pair.User) + 1;
        var columns = train.Concat(test).Max(pair => pair.Item) + 1;
        return new MovieSplit(
            FeedbackMatrix.From(rows, columns, [.. train.Select(pair => new Feedback(pair.User, pair.Item))]),
            test.GroupBy(pair => pair.User, pair => pair.Item)
                .ToDictionary(user => user.Key, user => user.ToHashSet()));
    }

    private static List<(int User, int Item)> ReadPairs(DirectoryInfo folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder.FullName, name));
        using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' });
        var pairs = new List<(int, int)>();
        while (csv.Read())
            pairs.Add((Number(csv, "user"), Number(csv, "item")));
        return pairs;
    }

    private static int Number(CsvReader csv, string column) =>
        int.Parse(csv.GetString(column), NumberStyles.None, CultureInfo.InvariantCulture);
}
