using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// The hand-written part of the demo, read from <c>Texts/*.json</c>: what is said. The generator only decides who says
/// it and when.
/// </summary>
internal sealed record DemoTexts(
    IReadOnlyList<ClusterTexts> Clusters, DiscussionTexts Discussions, PeopleTexts People,
    IReadOnlyList<IndustryTexts> Industries)
{
    private const string Folder = "IdeaStorage.Silo.Demo.Texts.";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static DemoTexts Load()
    {
        var clusters = typeof(DemoTexts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder + "cluster-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read<ClusterTexts>);
        return new([.. clusters], Read<DiscussionTexts>(Folder + "discussions.json"),
            Read<PeopleTexts>(Folder + "people.json"), Read<IndustryTexts[]>(Folder + "industries.json"));
    }

    private static T Read<T>(string resource)
    {
        using var stream = typeof(DemoTexts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks the resource {resource}.");
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The resource {resource} is empty.");
    }
}

/// <summary>A code of KSIC revision 10 below the built-in levels that the demo uses, with its names.</summary>
internal sealed record IndustryTexts(string Code, string Korean, string English);

/// <summary>One cluster with the organisations and ideas that belong to it.</summary>
internal sealed record ClusterTexts(
    string Name,
    string Description,
    string Rules,
    string Complex,
    string Region,
    string[] Ksic,
    string[] Tags,
    OrganisationTexts[] Organisations,
    IdeaTexts[] Ideas,
    ExchangeTexts[] Exchanges);

internal sealed record OrganisationTexts(
    string Name, string Kind, string[] Ksic, string Products, string Offers, string Needs);

/// <summary>
/// An idea. Product, process and need are the noun phrases that comments take from it; talk is what only this idea is
/// told, a list of exchanges; into is the number, from 1, of the idea in this cluster that it was merged into.
/// </summary>
internal sealed record IdeaTexts(
    string Title,
    string Body,
    string[] Ksic,
    string[] Tags,
    string[] Topics,
    string Product,
    string Process,
    string Need,
    DemoStage Stage,
    string[][] Talk,
    string Lang = "ko",
    int Into = 0);

/// <summary>
/// A comment and the answers to it, each to the one before. A turn starts with who speaks: p and q are two peers, a is
/// the idea's author, c is a coordinator.
/// </summary>
internal sealed record ExchangeTexts(string[] Topics, string[] Turns);

internal sealed record DiscussionTexts(
    ExchangeTexts[] Korean,
    ExchangeTexts[] English,
    IReadOnlyDictionary<string, string[]> Reasons,
    CaseTexts[] Moderation,
    IntroductionTexts[] Introductions);

/// <summary>
/// A wish to be introduced to an organisation of the same cluster, by a persona or somebody; without outcome it waits.
/// </summary>
internal sealed record IntroductionTexts(
    int Cluster, string? Who = null, DemoIntroductionOutcome? Outcome = null, string Note = "");

/// <summary>A moderation matter: a comment on the idea of this number, or without comment the idea itself.</summary>
internal sealed record CaseTexts(
    int Cluster,
    int Idea,
    DemoFlagCategory Category,
    string[] Notes,
    string? Comment = null,
    DemoDecisionKind? Decision = null,
    string Reason = "");

internal sealed record PeopleTexts(
    string[] Families,
    string[] Givens,
    string[] EnglishFamilies,
    string[] EnglishGivens,
    IReadOnlyDictionary<string, string[]> Jobs,
    string OperatorJob,
    PersonaTexts[] Personas);

internal sealed record PersonaTexts(string UserName, string Name, string Role, string English);
