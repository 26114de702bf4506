using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// A data set of organisations in projects without texts: <c>orgs</c>, <c>projects</c> and <c>participations</c>, each
/// a compressed table (such as h2020_partner; source: CORDIS). The parts of the programme are all that a project is
/// known by, so they are its tags.
/// </summary>
internal static class HorizonData
{
    private const string Organisations = "orgs.csv.gz";
    private const string Projects = "projects.csv.gz";
    private const string Participations = "participations.csv.gz";

    public static bool IsAt(DirectoryInfo folder) =>
        PartnerData.Has(folder, Organisations, Projects, Participations);

    public static PartnerData Read(DirectoryInfo folder) =>
        new(
            PartnerData.ReadRows(folder, Organisations, csv => new Organisation(
                csv.GetString("pic"), csv.GetString("type"), csv.GetString("country"))),
            PartnerData.ReadRows(folder, Projects, csv =>
            {
                var parts = csv.GetString("programme_parts").Split('|', StringSplitOptions.RemoveEmptyEntries);
                return new Project(
                    new Entity(EntityRef.Idea(csv.GetString("rcn"))) { Tags = parts }, PartnerData.StartOf(csv), parts);
            }),
            PartnerData.ReadRows(folder, Participations, csv => (csv.GetString("rcn"), csv.GetString("pic"))));
}
