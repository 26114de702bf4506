using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace IdeaStorage.Bench.Evaluate.Horizon;

internal sealed record HorizonOrganisation(string Pic, string Type, string Country);

/// <summary>A project, and the parts of the programme that pay for it.</summary>
internal sealed record HorizonProject(string Rcn, DateTimeOffset Start, string[] Parts);

/// <summary>
/// A data set of organisations in projects without texts: <c>orgs</c>, <c>projects</c> and <c>participations</c>, each
/// a compressed table (such as h2020_partner; source: CORDIS).
/// </summary>
internal sealed record HorizonData(
    IReadOnlyList<HorizonOrganisation> Organisations,
    IReadOnlyList<HorizonProject> Projects,
    IReadOnlyList<(string Rcn, string Pic)> Participations)
{
    private static readonly string[] s_files = ["orgs.csv.gz", "projects.csv.gz", "participations.csv.gz"];

    public static bool IsAt(DirectoryInfo folder) =>
        s_files.All(name => File.Exists(Path.Combine(folder.FullName, name)));

    public static HorizonData Read(DirectoryInfo folder) =>
        new(
            ReadRows(folder, s_files[0], csv => new HorizonOrganisation(
                csv.GetString("pic"), csv.GetString("type"), csv.GetString("country"))),
            ReadRows(folder, s_files[1], csv => new HorizonProject(
                csv.GetString("rcn"),
                DateTimeOffset.Parse(
                    csv.GetString("start_date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                csv.GetString("programme_parts").Split('|', StringSplitOptions.RemoveEmptyEntries))),
            [.. ReadRows(folder, s_files[2], csv => (csv.GetString("rcn"), csv.GetString("pic"))).Distinct()]);

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
