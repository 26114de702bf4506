using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

internal sealed record Organisation(string Id, string Type, string Country)
{
    public Entity Entity => new(EntityRef.Organisation(Id)) { Region = Country, Type = Type };
}

/// <summary>
/// A project: what it is about, as an idea that organisations take part in, and the parts of the programme that pay
/// for it.
/// </summary>
internal sealed record Project(Entity Idea, DateTimeOffset Start, IReadOnlyList<string> Parts)
{
    public string Id => Idea.Ref.Id;
}

/// <summary>
/// Organisations in projects, each pair once; projects of one organisation alone show no partner and are left out.
/// </summary>
internal sealed class PartnerData
{
    public PartnerData(
        IReadOnlyList<Organisation> organisations, IReadOnlyList<Project> projects,
        IEnumerable<(string Project, string Organisation)> participations)
    {
        Organisations = organisations;
        Projects = projects.ToDictionary(project => project.Id);
        Participations =
        [
            .. participations.Distinct().GroupBy(row => row.Project)
                .Where(project => project.Count() > 1).SelectMany(project => project),
        ];
    }

    public IReadOnlyList<Organisation> Organisations { get; }

    public IReadOnlyDictionary<string, Project> Projects { get; }

    public IReadOnlyList<(string Project, string Organisation)> Participations { get; }

    public static bool Has(DirectoryInfo folder, params ReadOnlySpan<string> files)
    {
        foreach (var name in files)
            if (!File.Exists(Path.Combine(folder.FullName, name)))
                return false;
        return true;
    }

    /// <summary>Reads a compressed table.</summary>
    public static List<T> ReadRows<T>(DirectoryInfo folder, string name, Func<CsvReader, T> read)
    {
        using var file = File.OpenRead(Path.Combine(folder.FullName, name));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { Separator = ',' });
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(read(csv));
        return rows;
    }

    public static DateTimeOffset StartOf(CsvReader csv) => DateTimeOffset.Parse(
        csv.GetString("start_date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
