using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

public sealed class ChangeMemberTests
{
    private static readonly Member Mina = Scenario.Given<Member>(
        new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon));

    [Fact]
    public void Change_OfEverything_IsOneEventEach()
    {
        var command = new ChangeMember(By(Author), Words("#수소", "c20"), "org-1", "en", new Profile("", "mina", "미나"));
        var decision = MemberDecisions.Decide(Mina, command, organisationExists: true);
        decision.Then(
            new MemberTagsChanged(["수소", "C20"], "mina", Noon), new MemberOrganisationChanged("org-1", "mina", Noon),
            new MemberLocaleChanged("en", "mina", Noon), new MemberProfileChanged("mina", Noon));
        Assert.Equal(new Profile("mina", "mina", "미나"), decision.Profile);
    }

    [Fact]
    public void Change_Again_YieldsNothing()
    {
        var command = new ChangeMember(By(Author), Words("수소"), "org-1", "en");
        var changed = Mina.Apply(MemberDecisions.Decide(Mina, command, organisationExists: true));
        MemberDecisions.Decide(changed, command, organisationExists: true).ThenNothing();
    }

    [Fact]
    public void Change_OfTheOrganisationToNone_LeavesIt()
    {
        var employed = Mina.Apply(new MemberOrganisationChanged("org-1", "mina", Noon));
        MemberDecisions.Decide(employed, new ChangeMember(By(Author), OrganisationId: ""), organisationExists: false)
            .Then(new MemberOrganisationChanged(null, "mina", Noon));
    }

    [Fact]
    public void Change_ToAnUnknownOrganisationOrLanguage_IsRefused()
    {
        MemberDecisions.Decide(Mina, new ChangeMember(By(Author), OrganisationId: "org-9"), organisationExists: false)
            .ThenRefused(MemberRefusals.OrganisationIsUnknown);
        MemberDecisions.Decide(Mina, new ChangeMember(By(Author), Locale: "fr"), organisationExists: true)
            .ThenRefused(MemberRefusals.LocaleIsUnknown);
    }

    [Fact]
    public void Change_WithTooManyTags_IsRefused()
    {
        var command = new ChangeMember(By(Author), [.. Enumerable.Range(0, 21).Select(number => "tag" + number)]);
        MemberDecisions.Decide(Mina, command, false).ThenRefused(TagRefusals.TagCountOutOfRange(0, 20, 21));
    }

    [Fact]
    public void Change_BySomeoneElse_IsTheOperators()
    {
        MemberDecisions.Decide(Mina, new ChangeMember(By(Colleague), Locale: "en"), false)
            .ThenRefused(MemberRefusals.OnlyTheMemberMayChange);
        MemberDecisions.Decide(Mina, new ChangeMember(By(Operator), Locale: "en"), false).Only<MemberLocaleChanged>();
    }

    [Fact]
    public void Change_OfTheUseOfActivity_IsTheMembersAlone()
    {
        var command = new ChangeMember(By(Author), UsesActivity: false);
        var decision = MemberDecisions.Decide(Mina, command, organisationExists: false);
        decision.Then(new MemberActivityUseChanged(false, "mina", Noon));
        var changed = Mina.Apply(decision);
        Assert.False(changed.UsesActivity);
        MemberDecisions.Decide(changed, command, false).ThenNothing();
        MemberDecisions.Decide(Mina, new ChangeMember(By(Author), UsesActivity: true), false).ThenNothing();
        MemberDecisions.Decide(Mina, command with { Context = By(Operator) }, false)
            .ThenRefused(MemberRefusals.OnlyTheMemberMayChange);
    }

    [Fact]
    public void Change_OfAStaleVersion_IsRefused()
    {
        var changed = Mina.Apply(new MemberLocaleChanged("en", "mina", Noon));
        MemberDecisions.Decide(changed, new ChangeMember(By(Author), Locale: "ko", ExpectedVersion: 1), false)
            .ThenRefused(TextRefusals.VersionIsStale(1, 2));
    }

    [Fact]
    public void Change_OfNobody_IsRefused()
        => MemberDecisions.Decide(Member.Empty, new ChangeMember(By(Operator), Locale: "en"), false)
            .ThenRefused(MemberRefusals.MemberNotFound);
}
