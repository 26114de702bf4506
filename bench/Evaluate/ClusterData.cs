using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// A project of the cluster: when it starts, its texts in English, and under which parts of the programme it is paid
/// for (<c>H2020-EU.2.1.5.1.</c>, several with semicolons between them).
/// </summary>
internal sealed record Project(string Id, DateTimeOffset Start, string Title, string Objective, string Programme);

/// <summary>An organisation in a project.</summary>
internal sealed record Participation(string ProjectId, string OrganisationId, string Type, string Country);

/// <summary>
/// The data set cleantech_cluster: organisations of one technology cluster in EU projects (source: CORDIS).
/// </summary>
internal sealed record ClusterData(IReadOnlyList<Project> Projects, IReadOnlyList<Participation> Participations)
{
    public static bool IsAt(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "projects.csv.gz"))
        && File.Exists(Path.Combine(folder.FullName, "participations.csv.gz"));

    public static ClusterData Read(DirectoryInfo folder) =>
        new(
            ReadRows(folder, "projects.csv.gz", csv => new Project(
                csv.GetString("rcn"),
                DateTimeOffset.Parse(
                    csv.GetString("start_date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                csv.GetString("title"),
                csv.GetString("objective"),
                csv.GetString("programme"))),
            ReadRows(folder, "participations.csv.gz", csv => new Participation(
                csv.GetString("rcn"), csv.GetString("pic"), csv.GetString("type"), csv.GetString("country"))));

    private static List<T> ReadRows<T>(DirectoryInfo folder, string name, Func<CsvReader, T> read)
    {
        using var file = File.OpenRead(Path.Combine(folder.FullName, name));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { Separator = ',' });
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(read(csv));
        return rows;
    }
}
