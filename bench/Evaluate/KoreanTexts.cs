using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>A Korean text and what it is known to belong to: texts with the same label are alike.</summary>
internal sealed record LabelledText(string Text, string Label);

/// <summary>Reads the Korean data sets that text likeness is checked on.</summary>
internal static class KoreanTexts
{
    /// <summary>What reads the texts of a folder, by the file that lies in it; null when none does.</summary>
    public static (string Name, Func<List<LabelledText>> Read)? ReaderOf(DirectoryInfo folder)
    {
        (string Name, string File, Func<FileInfo, List<LabelledText>> Read)[] sets =
        [
            ("pairs", "kor_pair_train.csv", ReadPairs),
            ("companies", "fdr_krx_desc.csv", ReadCompanies),
            ("petitions", "petitions_*.jsonl", ReadPetitions),
        ];
        foreach (var (name, pattern, read) in sets)
            if (folder.EnumerateFiles(pattern).FirstOrDefault() is { } file)
                return (name, () => read(file));
        return null;
    }

    /// <summary>
    /// Question pairs that mean the same (source: songys/Question_pair; <c>is_duplicate</c> 0 is the same meaning). The
    /// label is the pair.
    /// </summary>
    private static List<LabelledText> ReadPairs(FileInfo file)
    {
        var texts = new List<LabelledText>();
        using var csv = Open(file);
        while (csv.Read())
        {
            if (csv.GetString("is_duplicate") != "0")
                continue;
            var pair = texts.Count.ToString(CultureInfo.InvariantCulture);
            texts.Add(new LabelledText(csv.GetString("question1"), pair));
            texts.Add(new LabelledText(csv.GetString("question2"), pair));
        }

        return texts;
    }

    /// <summary>Listed companies by their products (source: KRX); the label is the industry.</summary>
    private static List<LabelledText> ReadCompanies(FileInfo file)
    {
        var texts = new List<LabelledText>();
        using var csv = Open(file);
        while (csv.Read())
            texts.Add(new LabelledText(csv.GetString("Products"), csv.GetString("Industry")));
        return texts;
    }

    /// <summary>Petitions (source: lovit/petitions_dataset); the label is the category.</summary>
    private static List<LabelledText> ReadPetitions(FileInfo file) =>
    [
        .. File.ReadLines(file.FullName).Select(line => JsonDocument.Parse(line).RootElement).Select(petition =>
            new LabelledText(
                petition.GetProperty("title").GetString() + "\n" + petition.GetProperty("content").GetString(),
                petition.GetProperty("category").GetString() ?? "")),
    ];

    private static CsvReader Open(FileInfo file) =>
        CsvReader.Create(file.OpenRead(), new CsvReaderOptions { Separator = ',' });
}
