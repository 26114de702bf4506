using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Organisations;

public sealed class ChangeOrganisationTests
{
    private static readonly OrganisationDescription Description = new(
        Prose("한빛정밀", "name-1"), "경기", null, Words("C271"), Words("센서"), null, null, null, null);

    private static readonly Organisation State = Organisation.Empty.Apply(OrganisationDecisions.Decide(
        Organisation.Empty, "org-1", new RegisterOrganisation(By(Author), OrganisationKind.Company, null, Description),
        KsicTree.BuiltIn));

    [Fact]
    public void Change_ByWhoeverRegisteredIt_ReplacesTheDescription()
    {
        var needs = Prose("금형 업체를 찾습니다.", "needs-2");
        // The name's text is stored already, so only the new one comes with the event.
        Decide(Author, Description with { Region = "", Needs = needs }).ThenTexts(needs).Then(
            new OrganisationChanged(
                Description.Name.Ref,
                new OrganisationDetails(null, null, ["C271"], ["센서"], null, null, needs.Ref, null), "mina", Noon));
    }

    [Fact]
    public void Change_ToTheSame_YieldsNothing() => Decide(Author, Description).ThenNothing();

    [Fact]
    public void Change_ByWhoRegisteredItOrAnOperator_IsAcceptedAndByOthersRefused()
    {
        var moved = Description with { Region = "부산" };
        Decide(Author, moved).Only<OrganisationChanged>();
        Decide(Operator, moved).Only<OrganisationChanged>();
        Decide(Colleague, moved).ThenRefused(OrganisationRefusals.OnlyWhoRegisteredItMayChange);
    }

    [Fact]
    public void Change_OfAStaleVersion_IsRefused()
    {
        var changed = State.Apply(Decide(Author, Description with { Region = "부산" }));
        var command = new ChangeOrganisation(By(Author), Description, ExpectedVersion: 1);
        OrganisationDecisions.Decide(changed, command, KsicTree.BuiltIn)
            .ThenRefused(TextRefusals.VersionIsStale(1, 2));
    }

    [Fact]
    public void Change_OfNoOrganisation_IsRefused() => OrganisationDecisions
        .Decide(Organisation.Empty, new ChangeOrganisation(By(Author), Description), KsicTree.BuiltIn)
        .ThenRefused(OrganisationRefusals.OrganisationNotFound);

    private static Decision Decide(Actor actor, OrganisationDescription description)
        => OrganisationDecisions.Decide(
            State, new ChangeOrganisation(By(actor), description), KsicTree.BuiltIn);
}
