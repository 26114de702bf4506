namespace IdeaStorage.Domain.Organisations;

public enum OrganisationKind
{
    /// <summary>기업</summary>
    Company = 0,

    /// <summary>대학</summary>
    University = 1,

    /// <summary>연구소</summary>
    Institute = 2,

    /// <summary>지원기관</summary>
    SupportAgency = 3,
}

public static class OrganisationLimits
{
    public const int NameCharactersMin = 1;
    public const int NameCharactersMax = 120;
    public const int IndustriesMax = 10;
    public const int TagsMax = 20;
    public const int RegionCharactersMax = 40;
    public const int ComplexCharactersMax = 80;
    public const int ProseCharactersMax = 2_000;
    public const int HomePageCharactersMax = 300;
}
