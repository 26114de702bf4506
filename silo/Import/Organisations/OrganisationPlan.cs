using System.Collections.Immutable;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Silo.Import.Files;
using IdeaStorage.Silo.Import.Industries;

namespace IdeaStorage.Silo.Import.Organisations;

/// <param name="Place">Where it stands in its file.</param>
/// <param name="Source">Where it came from; its id follows from it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Short form of a Korean province, the country as written for others, or null.</param>
/// <param name="Industries">KSIC codes.</param>
/// <param name="Tags">Free words from its products.</param>
/// <param name="Products">What it makes; possibly empty.</param>
/// <param name="HomePage">An address, or null.</param>
internal sealed record PlannedOrganisation(
    RecordPlace Place, string Source, string Name, string? Region, ImmutableArray<string> Industries,
    ImmutableArray<string> Tags, string Products, string? HomePage)
{
    public string Id { get; } = ImportKeys.IdOf(Source);
}

/// <summary>
/// Plans the import of the companies that are listed on the Korean exchange. Pure. Market, market section, listing date
/// and settlement month say nothing about whom to work with and are left out.
/// </summary>
internal sealed class OrganisationPlan(ImportSection section, IndustryMatcher matcher)
{
    public static readonly CsvColumn Code = new("Code", true, "Symbol", "종목코드");
    public static readonly CsvColumn Name = new("Name", true, "회사명");
    public static readonly CsvColumn Industry = new("Industry", true, "업종");
    public static readonly CsvColumn Products = new("Products", false, "주요제품");
    public static readonly CsvColumn HomePage = new("HomePage", false, "홈페이지");
    public static readonly CsvColumn Region = new("Region", false, "지역");

    public static readonly IReadOnlyList<CsvColumn> Columns = [Code, Name, Industry, Products, HomePage, Region];

    private readonly Dictionary<string, PlannedOrganisation> _planned = [];
    private readonly Dictionary<string, int> _unmatched = [];
    private readonly Dictionary<string, (IndustryMatch Match, int Count)> _guessed = [];

    /// <summary>The planned organisations in the order of the file.</summary>
    public IReadOnlyCollection<PlannedOrganisation> Planned => _planned.Values;

    /// <summary>Industry names without a code, the most frequent first.</summary>
    public IReadOnlyList<UnmatchedName> Unmatched =>
    [
        .. _unmatched.Select(entry => new UnmatchedName(entry.Key, entry.Value))
            .OrderByDescending(name => name.Count).ThenBy(name => name.Name, StringComparer.Ordinal),
    ];

    /// <summary>Industry names whose code rests on similarity, the least similar first.</summary>
    public IReadOnlyList<GuessedName> Guessed =>
    [
        .. _guessed.Select(entry => new GuessedName(
            entry.Key, entry.Value.Match.Entry.Code, entry.Value.Match.Entry.Korean,
            Math.Round(entry.Value.Match.Similarity, 2), entry.Value.Count))
            .OrderBy(name => name.Similarity).ThenBy(name => name.Name, StringComparer.Ordinal),
    ];

    public void Add(CsvRecord record)
    {
        var code = record[Code];
        var name = HtmlText.ToLine(record[Name]);
        if (code == "" || name == "")
        {
            section.Skip(record.Place, ImportReasons.Missing(code == "" ? Code.Name : Name.Name));
            return;
        }

        var source = $"krx:{code.ToUpperInvariant()}";
        if (_planned.TryGetValue(source, out var earlier))
        {
            section.Skip(record.Place, ImportReasons.Duplicate(code, earlier.Place.Record));
            return;
        }

        var products = HtmlText.ToMarkdown(record[Products]);
        _planned[source] = new PlannedOrganisation(
            record.Place, source, name, RegionOf(record), IndustriesOf(record), ProductTags.From(products), products,
            HomePageOf(record));
    }

    private ImmutableArray<string> IndustriesOf(CsvRecord record)
    {
        var name = HtmlText.ToLine(record[Industry]);
        if (name == "")
        {
            section.Warn(record.Place, ImportReasons.IndustryMissing);
            return [];
        }

        if (matcher.Find(name) is not { } match)
        {
            section.Warn(record.Place, ImportReasons.IndustryUnmatched(name));
            _unmatched[name] = _unmatched.GetValueOrDefault(name) + 1;
            return [];
        }

        if (match.Kind is IndustryMatchKind.Similar)
        {
            _guessed[name] = (match, _guessed.GetValueOrDefault(name).Count + 1);
        }

        return [match.Entry.Code];
    }

    private string? RegionOf(CsvRecord record)
    {
        var name = HtmlText.ToLine(record[Region]);
        if (name == "") return null;
        if (Regions.Of(name) is { } region) return region;
        section.Warn(record.Place, ImportReasons.RegionUnknown(name));
        return name;
    }

    private string? HomePageOf(CsvRecord record)
    {
        var cell = record[HomePage];
        if (cell == "") return null;
        var address = cell.Contains("://", StringComparison.Ordinal) ? cell : "http://" + cell;
        var isUsable = address.Length <= OrganisationLimits.HomePageCharactersMax
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.Host.Contains('.', StringComparison.Ordinal);
        if (isUsable) return address;
        section.Warn(record.Place, ImportReasons.HomePageBroken(cell));
        return null;
    }
}
