namespace IdeaStorage.Domain.Organisations;

/// <summary>Every "no" of organisations, named as its rule.</summary>
public static class OrganisationRefusals
{
    public static Refusal OrganisationNotFound => Refuse.NotFound("organisationId");

    /// <summary>The id, or the source of an import, belongs to another organisation already.</summary>
    public static Refusal OrganisationExistsAlready => Refuse.Conflict();

    public static Refusal RegistrationNumberIsTaken => Refuse.Conflict("registrationNumber");

    /// <summary>Not ten digits, or its check digit is wrong.</summary>
    public static Refusal RegistrationNumberIsNotValid => Refuse.Invalid("registrationNumber");

    public static Refusal OnlyOperatorsMayImportOrganisations => Refuse.Forbidden();

    /// <summary>Only whoever registered it, its members and operators.</summary>
    public static Refusal OnlyWhoRegisteredItMayChange => Refuse.Forbidden();

    /// <summary>No http or https address, or too long. Argument: the most characters.</summary>
    public static Refusal HomePageIsNotValid
        => Refuse.Invalid("homePage", [OrganisationLimits.HomePageCharactersMax]);

    /// <summary>Not in the classification as far as it was imported. Argument: the code (cut).</summary>
    public static Refusal IndustryIsUnknown(string code) => Refuse.Invalid(
        "industries", [TextRules.Clean(code.Length > 20 ? code[..20] : code, isLine: true)]);

    /// <summary>Arguments: the most, found.</summary>
    public static Refusal OrganisationHasTooManyIndustries(int actual)
        => Refuse.Invalid("industries", [OrganisationLimits.IndustriesMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal OrganisationNameLengthOutOfRange(int actual) => Refuse.Invalid(
        "name", [OrganisationLimits.NameCharactersMin, OrganisationLimits.NameCharactersMax, actual]);

    /// <summary>Arguments: most, found.</summary>
    public static Refusal RegionIsTooLong(int actual)
        => Refuse.Invalid("region", [OrganisationLimits.RegionCharactersMax, actual]);

    /// <summary>Arguments: most, found.</summary>
    public static Refusal ComplexIsTooLong(int actual)
        => Refuse.Invalid("complex", [OrganisationLimits.ComplexCharactersMax, actual]);

    /// <summary>Products, offers or needs. Arguments: most, found.</summary>
    public static Refusal OrganisationTextIsTooLong(string field, int actual)
        => Refuse.Invalid(field, [OrganisationLimits.ProseCharactersMax, actual]);
}
