using IdeaStorage.Domain;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.IdeaScale;
using IdeaStorage.Silo.Import.Industries;
using IdeaStorage.Silo.Import.Organisations;
using IdeaStorage.Silo.Import.Petitions;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Orleans;

namespace IdeaStorage.Silo.Import;

/// <summary>
/// Brings data of other systems in. Each record is durable on its own before it counts as imported; a run that was
/// interrupted goes on where it stopped, and a second run of the same file changes nothing, even what was edited here
/// in the meantime.
/// </summary>
public sealed class Importer(IGrainFactory grains, IEventLog log, KsicCatalogue industries, TimeProvider time)
{
    /// <summary>Imports the official classification, and the mapping from the 9th revision if there is one.</summary>
    /// <exception cref="ImportFileException">A file cannot be used at all.</exception>
    public async Task<ImportReport> ImportKsicAsync(
        string file, string? mappingFile, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var run = new ImportRun(log, time, progress);
        var (records, section) = await ReadAsync(file, "ksic", KsicColumns.Table, cancellationToken);
        var table = KsicPlan.Table(records, section);
        var mapping = mappingFile is null
            ? ([], null)
            : await ReadAsync(mappingFile, "mapping", KsicColumns.Mapping, cancellationToken);

        var tree = industries.Tree;
        await industries.ImportAsync(
            [.. table.SelectMany(row => row.Says).Where(entry => !IsKnown(entry, tree)).Distinct()], cancellationToken);
        foreach (var row in table) section.Ended(OutcomeOf(row.Says.All(entry => IsKnown(entry, tree))));
        run.Report(section);
        if (mapping.Section is null) return new ImportReport("ksic", [section.ToReport()]);

        var links = KsicPlan.Mapping(mapping.Records, mapping.Section, industries.Tree);
        var known = industries.Mapping.Links.ToHashSet();
        await industries.ImportMappingAsync([.. links.SelectMany(link => link.Says).Except(known)], cancellationToken);
        foreach (var link in links) mapping.Section.Ended(OutcomeOf(link.Says.All(known.Contains)));
        run.Report(mapping.Section);
        return new ImportReport("ksic", [section.ToReport(), mapping.Section.ToReport()]);
    }

    /// <summary>Imports companies with industry names, products and region.</summary>
    /// <exception cref="ImportFileException">The file cannot be used at all.</exception>
    public async Task<ImportReport> ImportOrganisationsAsync(
        string file, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var run = new ImportRun(log, time, progress);
        var (records, section) = await ReadAsync(file, "organisations", OrganisationPlan.Columns, cancellationToken);
        var plan = new OrganisationPlan(section, new IndustryMatcher(industries.Tree, industries.Mapping));
        foreach (var record in records) plan.Add(record);

        await ImportRun.ForEachAsync(
            plan.Planned,
            (planned, token) => run.ImportAsync(
                section, planned.Place, planned.Source,
                context => grains.GetGrain<IOrganisationGrain>(planned.Id).Register(CommandOf(planned, context)),
                token),
            cancellationToken);
        var hasTable = industries.Tree.ChildrenOf(null, Ksic.PreviousRevision).Count > 0;
        return new ImportReport("organisations", [section.ToReport()])
        {
            Unmatched = plan.Unmatched,
            Guessed = plan.Guessed,
            Hints = hasTable ? [] : [ImportReasons.KsicNotImported],
        };
    }

    /// <summary>Imports an IdeaScale export: ideas and their comments.</summary>
    /// <exception cref="ImportFileException">A file cannot be used at all.</exception>
    public async Task<ImportReport> ImportIdeaScaleAsync(
        string ideasFile, string commentsFile, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var ideas = await ReadAsync(ideasFile, "ideas", IdeaScaleColumns.Ideas, cancellationToken);
        var comments = await ReadAsync(commentsFile, "comments", IdeaScaleColumns.Comments, cancellationToken);
        var plan = IdeaScalePlan.Make(
            ideas.Records, ideas.Section, comments.Records, comments.Section, time.GetUtcNow());

        var content = new ContentImport(grains, new ImportRun(log, time, progress));
        await content.ApplyAsync(plan, ideas.Section, comments.Section, cancellationToken);
        return new ImportReport("ideascale", [ideas.Section.ToReport(), comments.Section.ToReport()])
        {
            Created = content.Created,
        };
    }

    /// <summary>Imports petition texts, one JSON object a line.</summary>
    /// <exception cref="ImportFileException">The file cannot be used at all.</exception>
    public async Task<ImportReport> ImportPetitionsAsync(
        string file, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var text = await TextDecoding.ReadAsync(file, cancellationToken);
        var section = new ImportSection("petitions", Path.GetFileName(file), text.EncodingName);
        var plan = PetitionPlan.Make(text, section, time.GetUtcNow());

        var content = new ContentImport(grains, new ImportRun(log, time, progress));
        await content.ApplyAsync(plan, section, comments: null, cancellationToken);
        return new ImportReport("petitions", [section.ToReport()]) { Created = content.Created };
    }

    private static async Task<(IReadOnlyList<CsvRecord> Records, ImportSection Section)> ReadAsync(
        string file, string name, IReadOnlyList<CsvColumn> columns, CancellationToken cancellationToken)
    {
        var text = await TextDecoding.ReadAsync(file, cancellationToken);
        var section = new ImportSection(name, Path.GetFileName(file), text.EncodingName);
        return (CsvReading.Read(text, columns, section), section);
    }

    private static RegisterOrganisation CommandOf(PlannedOrganisation planned, CommandContext context) => new(
        context, OrganisationKind.Company, null,
        new OrganisationDescription(
            NewText.Of(ImportKeys.IdOf(planned.Source + "#name"), planned.Name),
            planned.Region, null, planned.Industries, planned.Tags,
            planned.Products == "" ? null : NewText.Of(ImportKeys.IdOf(planned.Source + "#products"), planned.Products),
            null, null, planned.HomePage),
        planned.Source);

    private static bool IsKnown(KsicEntry entry, KsicTree tree) =>
        tree.Find(entry.Code, entry.Revision)?.Korean == entry.Korean;

    private static ImportOutcome OutcomeOf(bool isKnown) => isKnown ? ImportOutcome.Unchanged : ImportOutcome.Imported;
}
