namespace IdeaStorage.Recommender.Tests;

/// <summary>What others are active in, to everyone.</summary>
public sealed class PopularityTrainerListTests : TrainerContract
{
    protected override ITrainer Trainer => SignalTrainer.Popularity;

    [Fact]
    public void Lists_AreThoseOfTheMostActive_AndOldActsCountLess()
    {
        var (entities, acts) = (
            new List<Entity> { Given.Member("m"), Given.Idea("busy"), Given.Idea("old"), Given.Idea("quiet") },
            new List<Interaction>());
        for (var i = 0; i < 8; i++)
        {
            entities.Add(Given.Member($"m{i}"));
            acts.Add(Given.Act(InteractionKind.Supported, $"m{i}", i < 4 ? "busy" : "old", i < 4 ? 1 : 3_000));
        }

        var list = Trainer.Train(new DataSet(entities, acts), 1, TestContext.Current.CancellationToken)
            .Recommend(Given.IdeasFor(EntityRef.Member("m")));
        Assert.Equal(["busy", "old"], Ids(list));
        Assert.All(list, item => Assert.Equal(ReasonKind.Popularity, Assert.Single(item.Reasons).Kind));
    }
}

/// <summary>Likeness of tags and industries, on a checkerboard whose colours are tags.</summary>
public sealed class TagCosineTrainerTests : PersonalTrainerContract
{
    protected override ITrainer Trainer => SignalTrainer.TagCosine;

    protected override (List<Entity> Entities, List<Interaction> Acts) Board()
    {
        var (entities, acts) = Given.Checkerboard();
        return (
            [
                .. entities.Select(entity => entity with
                {
                    Tags = [int.Parse(entity.Ref.Id[1..], null) % 2 == 0 ? "even" : "odd", "all"],
                }),
            ],
            acts);
    }

    protected override bool TakeAway(IRecommendationModel model, EntityRef subject, Reason reason)
    {
        var number = subject.Id[1..];
        Assert.Equal(
            (ReasonKind.Tag, int.Parse(number, null) % 2 == 0 ? "even" : "odd"), (reason.Kind, reason.Labels[0]));
        model.Apply(Given.Member(subject.Id, $"o{number}") with { Tags = ["all"] });
        return true;
    }

    [Fact]
    public void Organisations_OfTheSameIndustry_ComeBeforeThoseOfARelatedOne()
    {
        var model = Trainer.Train(
            new DataSet(
                [
                    Given.Member("m") with { Industries = [Ksic.Path("C2711")] },
                    Company("far", "C10"), Company("near", "C2719"), Company("same", "C2711"), Company("other", "A01"),
                ],
                []),
            1, TestContext.Current.CancellationToken);
        Assert.Equal(["same", "near", "far"], Ids(model.Recommend(Given.OrganisationsFor(EntityRef.Member("m")))));

        static Entity Company(string id, string industry) =>
            Given.Organisation(id) with { Industries = [Ksic.Path(industry)] };
    }
}
