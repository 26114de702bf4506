using IdeaStorage.Domain.Members;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

public sealed class RegisterMemberTests
{
    private static readonly RegisterMember Valid = new(
        By(Author), new Profile("mina", " Mina.Kim ", "  김민아 ", "mina@example.org"), MemberOrigin.Registered, "ko");

    [Fact]
    public void Register_Oneself_KeepsPersonalDataOutOfTheEvent()
    {
        var decision = MemberDecisions.Decide(Member.Empty, Valid);
        decision.Then(new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon));
        Assert.Equal(new Profile("mina", "Mina.Kim", "김민아", "mina@example.org"), decision.Profile);
    }

    [Fact]
    public void Register_Again_YieldsNothing() => MemberDecisions
        .Decide(Member.Empty.Apply(MemberDecisions.Decide(Member.Empty, Valid)), Valid).ThenNothing();

    [Fact]
    public void Register_AnotherPerson_IsTheOperators()
    {
        MemberDecisions.Decide(Member.Empty, Valid with { Context = By(Colleague) })
            .ThenRefused(MemberRefusals.OnlyOperatorsMayRegisterOthers);
        MemberDecisions.Decide(Member.Empty, Valid with { Origin = MemberOrigin.Imported })
            .ThenRefused(MemberRefusals.OnlyOperatorsMayRegisterOthers);
        MemberDecisions.Decide(Member.Empty, Valid with { Context = By(Actor.System), Origin = MemberOrigin.Demo })
            .Only<MemberRegistered>();
    }

    [Fact]
    public void Register_AsAnOperator_IsTheProgramsOrAnOperatorsToGrant()
    {
        MemberDecisions.Decide(Member.Empty, Valid with { IsOperator = true })
            .ThenRefused(MemberRefusals.OnlyOperatorsMayAppointOperators);
        var first = MemberDecisions.Decide(Member.Empty, Valid with { IsOperator = true, Context = By(Actor.System) });
        Assert.True(Member.Empty.Apply(first).IsOperator);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("mina kim")]
    [InlineData("mina<b>")]
    public void Register_WithAUserNameOfAnotherForm_IsRefused(string userName)
        => Decide(Valid.Profile with { Handle = userName })
            .ThenRefused(MemberRefusals.UserNameIsNotValid(userName.Length));

    [Theory]
    [InlineData("mina")]
    [InlineData("mina@")]
    [InlineData("Mina <mina@example.org>")]
    [InlineData("a b@example.org")]
    public void Register_WithNoEmailAddress_IsRefused(string email)
        => Decide(Valid.Profile with { Email = email }).ThenRefused(MemberRefusals.EmailIsNotValid);

    [Fact]
    public void Register_WithADisplayNameOutOfRange_IsRefused()
    {
        Decide(Valid.Profile with { DisplayName = " " }).ThenRefused(MemberRefusals.DisplayNameLengthOutOfRange(0));
        Decide(Valid.Profile with { DisplayName = new string('가', 61) })
            .ThenRefused(MemberRefusals.DisplayNameLengthOutOfRange(61));
        Decide(Valid.Profile with { DisplayName = "민\u202E아" })
            .ThenRefused(TextRefusals.DirectionControlsAreNotAllowed("displayName", 0x202E, 2));
    }

    [Fact]
    public void Register_InAnUnknownLanguage_IsRefused()
        => MemberDecisions.Decide(Member.Empty, Valid with { Locale = "tlh" })
            .ThenRefused(MemberRefusals.LocaleIsUnknown);

    [Fact]
    public void Register_OfAnImportedAuthor_CleansInsteadOfRefusing()
    {
        var imported = new Profile("mina", "a b", new string('x', 80) + "\0", "nobody");
        var decision = MemberDecisions.Decide(
            Member.Empty, new RegisterMember(By(Actor.System), imported, MemberOrigin.Imported, "en"));
        Assert.Equal(new Profile("mina", "a b", new string('x', 80)), decision.Profile);
    }

    private static Decision Decide(Profile profile)
        => MemberDecisions.Decide(Member.Empty, Valid with { Profile = profile });
}
