using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// Organisations by features, a line for each: one that all have, type, country, and the parts of the programme that
/// paid for their projects, in proportion. A newcomer has those of its first project, as far as others have them.
/// </summary>
internal sealed class PartnerFeatures
{
    private readonly Dictionary<string, int> _numbers = [];

    public PartnerFeatures(PartnerSplit split)
    {
        var projects = split.Past.ToLookup(row => row.Organisation, row => row.Project);
        var known = new List<Feedback>();
        foreach (var (line, one) in split.Organisations.Index())
            foreach (var (name, weight) in FeaturesOf(one.Type, one.Country, [.. projects[line]]))
            {
                if (!_numbers.TryGetValue(name, out var number))
                    _numbers[name] = number = _numbers.Count;
                known.Add(new Feedback(line, number, weight));
            }

        Known = FeedbackMatrix.From(split.Organisations.Count, _numbers.Count, known);
        Newcomers = FeedbackMatrix.From(
            split.Newcomers.Count, _numbers.Count,
            [
                .. from one in split.Newcomers.Index()
                   from feature in FeaturesOf(one.Item.Entity.Type!, one.Item.Entity.Region!, [one.Item.First])
                   where _numbers.ContainsKey(feature.Name)
                   select new Feedback(one.Index, _numbers[feature.Name], feature.Weight),
            ]);
    }

    public FeedbackMatrix Known { get; }

    public FeedbackMatrix Newcomers { get; }

    private static IEnumerable<(string Name, float Weight)> FeaturesOf(
        string type, string country, IReadOnlyList<Project> projects)
    {
        var parts = projects.SelectMany(project => project.Parts).ToList();
        return
        [
            ("everything", 1), ($"type {type}", 1), ($"country {country}", 1),
            .. parts.CountBy(part => part).Select(part => ($"part {part.Key}", part.Value / (float)parts.Count)),
        ];
    }
}
