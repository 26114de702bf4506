using System.Collections.Immutable;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Organisations;

/// <summary>A description in its normal form: what the event keeps, and the texts that it names.</summary>
internal sealed record Description(Text Name, OrganisationDetails Details, ImmutableArray<Text> Texts);

/// <summary>The form of an organisation's description and its limits.</summary>
internal static class Descriptions
{
    /// <summary>Checks what a person said of an organisation.</summary>
    /// <param name="given">What was said.</param>
    /// <param name="present">The tags that it has already.</param>
    /// <param name="industries">The classification of industries.</param>
    /// <param name="description">The normal form.</param>
    public static Refusal? Check(
        OrganisationDescription given, ImmutableArray<string> present, KsicTree industries,
        out Description description)
    {
        var (region, complex) = (OrNull(TextRules.Normalise(given.Region)), OrNull(TextRules.Normalise(given.Complex)));
        var homePage = OrNull(TextRules.Normalise(given.HomePage));
        var badTags = Tag.CheckAll(given.Tags, 0, OrganisationLimits.TagsMax, industries, present, out var tags);
        var badCodes = CheckIndustries(given.Industries, industries, OrganisationLimits.IndustriesMax, out var codes);
        description = Make(
            TextRules.Normalise(given.Name), region, complex, codes, tags, OrNull(given.Products, TextRules.Normalise),
            OrNull(given.Offers, TextRules.Normalise), OrNull(given.Needs, TextRules.Normalise), homePage);
        return Refusal.All([
            TextRules.CheckLine(
                description.Name.Content, "name", OrganisationLimits.NameCharactersMin,
                OrganisationLimits.NameCharactersMax, OrganisationRefusals.OrganisationNameLengthOutOfRange),
            TextRules.CheckLine(
                region ?? "", "region", 0, OrganisationLimits.RegionCharactersMax,
                OrganisationRefusals.RegionIsTooLong),
            TextRules.CheckLine(
                complex ?? "", "complex", 0, OrganisationLimits.ComplexCharactersMax,
                OrganisationRefusals.ComplexIsTooLong),
            badCodes,
            badTags,
            .. CheckTexts(description.Texts, given),
            homePage is null || IsHomePage(homePage) ? null : OrganisationRefusals.HomePageIsNotValid]);
    }

    /// <summary>
    /// For imports: cleaned, bound by no limit; only industries must be known, and a bad address is left out.
    /// </summary>
    public static Refusal? Clean(OrganisationDescription given, KsicTree industries, out Description description)
    {
        var homePage = TextRules.Clean(given.HomePage, isLine: true);
        var refusal = CheckIndustries(given.Industries, industries, int.MaxValue, out var codes);
        description = Make(
            TextRules.Clean(given.Name, isLine: true), OrNull(TextRules.Clean(given.Region, isLine: true)),
            OrNull(TextRules.Clean(given.Complex, isLine: true)), codes, Tag.CleanAll(given.Tags),
            OrNull(given.Products, CleanProse), OrNull(given.Offers, CleanProse), OrNull(given.Needs, CleanProse),
            IsHomePage(homePage) ? homePage : null);
        return refusal;
    }

    private static Description Make(
        Text name, string? region, string? complex, ImmutableArray<string> industries, ImmutableArray<string> tags,
        Text? products, Text? offers, Text? needs, string? homePage) => new(
            name,
            new OrganisationDetails(
                region, complex, industries, tags, products?.Ref, offers?.Ref, needs?.Ref, homePage),
            [.. new[] { name, products, offers, needs }.OfType<Text>()]);

    private static Refusal? CheckIndustries(
        ImmutableArray<string> given, KsicTree tree, int max, out ImmutableArray<string> codes)
    {
        codes = [];
        var known = ImmutableArray.CreateBuilder<string>();
        foreach (var one in given.IsDefault ? [] : given)
        {
            var typed = TextRules.Normalise(one).ToUpperInvariant();
            var code = tree.Contains(typed) ? typed : Ksic.FromDigits(typed);
            if (code is null || !tree.Contains(code))
                return OrganisationRefusals.IndustryIsUnknown(one ?? "");
            if (!known.Contains(code))
                known.Add(code);
            if (known.Count > max)
                return OrganisationRefusals.OrganisationHasTooManyIndustries(given.Length);
        }
        codes = known.ToImmutable();
        return null;
    }

    private static IEnumerable<Refusal?> CheckTexts(ImmutableArray<Text> texts, OrganisationDescription given)
    {
        foreach (var text in texts.Where(text => text.Id != given.Name.Id))
        {
            var field = text.Id == given.Products?.Id ? "products" : text.Id == given.Offers?.Id ? "offers" : "needs";
            yield return TextRules.CheckProse(
                text.Content, field, 0, OrganisationLimits.ProseCharactersMax,
                actual => OrganisationRefusals.OrganisationTextIsTooLong(field, actual));
        }
    }

    private static bool IsHomePage(string address) => address.Length <= OrganisationLimits.HomePageCharactersMax
        && TextRules.CheckCharacters(address, "homePage", isLine: true) is null
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0;

    private static Text CleanProse(Text text) => TextRules.Clean(text);

    private static string? OrNull(string content) => content.Length == 0 ? null : content;

    private static Text? OrNull(Text? given, Func<Text, Text> form)
        => given is not null && form(given) is { Content.Length: > 0 } text ? text : null;
}
