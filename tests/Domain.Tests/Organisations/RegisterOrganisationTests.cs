using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Organisations;

public sealed class RegisterOrganisationTests
{
    private static readonly OrganisationDescription Description = new(
        Prose("한빛정밀", "name-1"), " 경기 ", null, Words("c271", "272"), Words("#센서"),
        Prose("압력 센서", "products-1"), null, Prose(" ", "needs-1"), "https://example.org/");

    private static readonly RegisterOrganisation Valid = new(
        By(Author), OrganisationKind.Company, "124-81-00998", Description);

    [Fact]
    public void Register_ByAMember_StoresTheNormalForm()
        => Decide(Valid).ThenTexts(Description.Name, Description.Products!).Then(new OrganisationRegistered(
            "org-1", OrganisationKind.Company, "1248100998", Description.Name.Ref,
            new OrganisationDetails(
                "경기", null, ["C271", "C272"], ["센서"], Description.Products!.Ref, null, null, "https://example.org/"),
            null, "mina", Noon));

    [Fact]
    public void Register_Again_YieldsNothing()
    {
        var state = Organisation.Empty.Apply(Decide(Valid));
        OrganisationDecisions.Decide(state, "org-1", Valid, KsicTree.BuiltIn).ThenNothing();
        OrganisationDecisions.Decide(state, "org-1", Valid with { Context = By(Colleague) }, KsicTree.BuiltIn)
            .ThenRefused(OrganisationRefusals.OrganisationExistsAlready);
    }

    [Theory]
    [InlineData("124-81-00997")]
    [InlineData("12")]
    public void Register_WithAWrongNumber_IsRefused(string number) => Decide(Valid with { RegistrationNumber = number })
        .ThenRefused(OrganisationRefusals.RegistrationNumberIsNotValid);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Register_WithoutANumber_IsAccepted(string? number)
    {
        var registered = Decide(Valid with { RegistrationNumber = number }).Only<OrganisationRegistered>();
        Assert.Null(registered.RegistrationNumber);
    }

    [Theory]
    [InlineData("C2611")]
    [InlineData("반도체")]
    [InlineData("27A")]
    public void Register_WithAnIndustryThatIsNotInTheClassification_IsRefused(string industry)
        => Decide(Description with { Industries = Words(industry) })
            .ThenRefused(OrganisationRefusals.IndustryIsUnknown(industry));

    [Fact]
    public void Register_WithAnImportedIndustry_IsAccepted()
    {
        var tree = KsicTree.BuiltIn.With([new KsicEntry(10, "C2611", "전자집적회로 제조업")]);
        var command = Valid with { Description = Description with { Industries = Words("2611") } };
        var decision = OrganisationDecisions.Decide(Organisation.Empty, "org-1", command, tree);
        Assert.Equal(["C2611"], decision.Only<OrganisationRegistered>().Details.Industries.AsEnumerable());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("example.org")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://mina:secret@example.org/")]
    public void Register_WithAnUnsafeHomePage_IsRefused(string address)
        => Decide(Description with { HomePage = address }).ThenRefused(OrganisationRefusals.HomePageIsNotValid);

    [Fact]
    public void Register_WithAFieldOutOfRange_NamesTheField()
    {
        Decide(Description with { Name = Prose("") })
            .ThenRefused(OrganisationRefusals.OrganisationNameLengthOutOfRange(0));
        Decide(Description with { Region = new string('가', 41) }).ThenRefused(OrganisationRefusals.RegionIsTooLong(41));
        Decide(Description with { Complex = new string('가', 81) })
            .ThenRefused(OrganisationRefusals.ComplexIsTooLong(81));
        Decide(Description with { Offers = Letters(2_001, "offers-1") })
            .ThenRefused(OrganisationRefusals.OrganisationTextIsTooLong("offers", 2_001));
        Decide(Description with { Industries = [.. KsicTree.BuiltIn.ChildrenOf("C").Take(11).Select(e => e.Code)] })
            .ThenRefused(OrganisationRefusals.OrganisationHasTooManyIndustries(11));
    }

    [Fact]
    public void Register_AsAnImport_IsTheOperatorsAndCleans()
    {
        var import = Valid with
        {
            Source = "krx:000001",
            Description = Description with { HomePage = "www.example.org", Name = Prose("한빛\0정밀", "name-1") },
        };
        Decide(import).ThenRefused(OrganisationRefusals.OnlyOperatorsMayImportOrganisations);
        var decision = Decide(import with { Context = By(Actor.System) });
        Assert.Equal("한빛정밀", decision.Texts[0].Content);
        Assert.Null(decision.Only<OrganisationRegistered>().Details.HomePage);
    }

    private static Decision Decide(OrganisationDescription description)
        => Decide(Valid with { Description = description });

    private static Decision Decide(RegisterOrganisation command)
        => OrganisationDecisions.Decide(Organisation.Empty, "org-1", command, KsicTree.BuiltIn);
}
