using CsvHelper;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// A data set of organisations in projects with texts in English: <c>projects</c> and <c>participations</c>, which tell
/// of the organisations too (such as cleantech_cluster; source: CORDIS).
/// </summary>
internal static class ClusterData
{
    private const string Projects = "projects.csv.gz";
    private const string Participations = "participations.csv.gz";

    public static bool IsAt(DirectoryInfo folder) => PartnerData.Has(folder, Projects, Participations);

    public static PartnerData Read(DirectoryInfo folder)
    {
        var rows = PartnerData.ReadRows(folder, Participations, csv => (
            Project: csv.GetString("rcn"),
            Organisation: new Organisation(csv.GetString("pic"), csv.GetString("type"), csv.GetString("country"))));
        return new(
            [.. rows.Select(row => row.Organisation).DistinctBy(one => one.Id)],
            PartnerData.ReadRows(folder, Projects, ProjectOf),
            rows.Select(row => (row.Project, row.Organisation.Id)));
    }

    // The title says it in few words, so it counts twice, as in the product. The parts of the programme count as words:
    // as industries or tags they would say too much of who paid.
    private static Project ProjectOf(CsvReader csv)
    {
        var title = EnglishWords.Cut(csv.GetString("title"));
        string[] parts = [.. BranchesOf(csv.GetString("programme"))];
        return new Project(
            new Entity(EntityRef.Idea(csv.GetString("rcn")))
            {
                Words = [.. title, .. title, .. EnglishWords.Cut(csv.GetString("objective")), .. parts],
            },
            PartnerData.StartOf(csv),
            [.. parts.Distinct()]);
    }

    // H2020-EU.2.1.5. lies in H2020-EU.2.1. and that in H2020-EU.2.
    private static IEnumerable<string> BranchesOf(string programme) =>
        from code in programme.Split(';', StringSplitOptions.RemoveEmptyEntries)
        let levels = code.Trim('.').Split('.')
        from depth in Enumerable.Range(2, Math.Max(0, levels.Length - 1))
        select string.Join('.', levels[..depth]);
}
