namespace IdeaStorage.Recommender.Tests;

/// <summary>Acts without weight: of members who keep their activity out of recommendations.</summary>
public abstract partial class TrainerContract
{
    private const string Silent = "m4";

    [Fact]
    public virtual void ActsWithoutWeight_AreNobodysReason()
    {
        var model = TrainWithSilentMember();
        for (var i = 0; i < 2 * Given.GroupSize; i++)
            Assert.DoesNotContain(
                model.Recommend(Given.OrganisationsFor(EntityRef.Member($"m{i}"))),
                item => item.Item.Id == "o4" && item.Reasons.Any(reason => reason.About is not null));
    }

    [Fact]
    public void ActsWithoutWeight_GiveTheirActorNoReason_ButKeepWhatTheyWereDoneTo_OutOfTheList()
    {
        var (_, acts) = Board();
        var seen = acts.Where(act => act.Actor.Id == Silent).Select(act => act.Target).ToHashSet();
        var query = Given.IdeasFor(EntityRef.Member(Silent)) with { UseActivity = false };
        var list = TrainWithSilentMember().Recommend(query);
        Assert.DoesNotContain(list, item => seen.Contains(item.Item));
        Assert.DoesNotContain(list, item => item.Reasons.Any(reason => reason.About is not null));
    }

    private protected IRecommendationModel TrainWithSilentMember(params ReadOnlySpan<Entity> more)
    {
        var (entities, acts) = Board();
        return Train(
            [.. entities, .. more],
            [.. acts.Select(act => act.Actor.Id == Silent ? act with { Weight = 0 } : act)]);
    }
}
