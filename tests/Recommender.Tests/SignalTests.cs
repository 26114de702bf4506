namespace IdeaStorage.Recommender.Tests;

/// <summary>What each signal says, on the smallest data that shows it.</summary>
public sealed class SignalTests
{
    private static readonly EntityRef Me = EntityRef.Member("me");

    private static IReadOnlyList<Recommendation> Organisations(IRecommendationModel model) =>
        model.Recommend(Given.OrganisationsFor(Me));

    private static Entity InIndustry(string id, string code) =>
        Given.Organisation(id) with { Industries = [Ksic.Path(code)] };

    [Fact]
    public void Industry_FallsWithTheLevelOfTheLowestCommonAncestor()
    {
        var model = Given.Model(
        [
            Given.Member("me") with { Industries = [Ksic.Path("C27111")] },
            InIndustry("1 same class", "C27112"),
            InIndustry("2 same group", "C27192"),
            InIndustry("3 same division", "C27213"),
            InIndustry("4 same section", "C10111"),
            InIndustry("5 elsewhere", "J58221"),
        ]);
        var list = Organisations(model);
        Assert.Equal(["1 same class", "2 same group", "3 same division", "4 same section"], TrainerContract.Ids(list));
        Assert.Equal(["C2711", "C271", "C27", "C"], list.Select(item => item.Reasons[0].Labels[0]));
        Assert.All(list, item => Assert.Equal(ReasonKind.Industry, item.Reasons[0].Kind));
    }

    [Fact]
    public void Tag_WhenRare_SaysMoreThanWhenCommon()
    {
        var entities = Enumerable.Range(0, 20).Select(n => Given.Organisation($"o{n}", "common")).ToList();
        entities.Add(Given.Organisation("rare", "Rare"));
        entities.Add(Given.Member("me") with { Tags = ["common", "rare"] });
        var first = Organisations(Given.Model(entities))[0];
        Assert.Equal("rare", first.Item.Id);
        Assert.Equal(["Rare"], first.Reasons.Single(reason => reason.Kind == ReasonKind.Tag).Labels);
    }

    [Fact]
    public void Text_FindsTheSimilarOne_AndNamesItsWords()
    {
        var model = Given.Model(
        [
            Given.Member("me") with { Words = ["전고체", "전해질", "양산"] },
            Given.Organisation("a") with { Words = ["전고체", "전해질", "시험"] },
            Given.Organisation("b") with { Words = ["김치", "발효", "양산", "시험"] },
        ]);
        var list = Organisations(model);
        Assert.Equal(["a", "b"], TrainerContract.Ids(list));
        Assert.Equal(["전고체", "전해질"], list[0].Reasons.Single(reason => reason.Kind == ReasonKind.Text).Labels);
    }

    [Fact]
    public void Text_NamesTheWordsThatTellMost_NotThoseThatAreSaidMost()
    {
        var others = Enumerable.Range(0, 20).Select(n => Given.Organisation($"o{n:00}") with
        {
            Words = n < 10 ? ["company", "tofu"] : ["glass"],
        });
        string[] often = [.. Enumerable.Repeat("company", 40)];
        var model = Given.Model(
        [
            Given.Member("me") with { Words = [.. often, "spindle"] },
            Given.Organisation("a") with { Words = [.. often, "spindle"] },
            .. others,
        ]);
        var first = Organisations(model)[0];
        Assert.Equal("a", first.Item.Id);
        Assert.Equal(
            ["spindle", "company"], first.Reasons.Single(reason => reason.Kind == ReasonKind.Text).Labels);
    }

    [Fact]
    public void Text_WhenAWordIsOneTextsAlone_IsNoLessAlike()
    {
        var model = Given.Model(
        [
            Given.Member("me") with { Words = ["전고체", "전해질"] },
            Given.Organisation("a") with { Words = ["전고체", "전해질"] },
            Given.Organisation("b") with { Words = ["전고체", "전해질", "평택", "1987년"] },
            Given.Organisation("c") with { Words = ["김치"] },
        ]);
        Assert.Single(Organisations(model).Select(item => item.Score).Distinct());
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(4, 1.5, 2)]
    public void Text_WhenAWordIsRepeated_WeighsMore_AsFarAsItSaturates(double saturation, double from, double to)
    {
        Entity[] entities =
        [
            Given.Member("me") with { Words = ["cell"] },
            Given.Organisation("once") with { Words = ["cell", "steel"] },
            Given.Organisation("often") with { Words = [.. Enumerable.Repeat("cell", 50), "steel"] },
            Given.Organisation("other") with { Words = ["tofu"] },
        ];
        var list = new SignalTrainer(new SignalOptions { TextSaturation = saturation })
            .Train(new DataSet(entities, []), 1, TestContext.Current.CancellationToken)
            .Recommend(Given.OrganisationsFor(Me));
        var scores = list.ToDictionary(item => item.Item.Id, item => item.Score);
        Assert.InRange(scores["often"] / scores["once"], from, to);
    }

    [Fact]
    public void NewMember_WithThreeTags_GetsOrganisationsAndIdeasAtOnce()
    {
        var model = Given.Model(
        [
            Given.Organisation("a", "배터리"), Given.Organisation("b", "반도체"), Given.Organisation("c", "김치"),
            Given.Idea("i", "재활용"), Given.Idea("j", "김치"),
        ]);
        model.Apply(Given.Member("me") with { Tags = ["배터리", "반도체", "재활용"] });
        Assert.Equal(["a", "b"], TrainerContract.Ids(Organisations(model)));
        Assert.Equal(["i"], TrainerContract.Ids(model.Recommend(Given.IdeasFor(Me))));
    }

    [Fact]
    public void Activity_DecidesBetweenThoseWhoLookAlike()
    {
        var model = Given.Model(
            [
                Given.Member("me") with { Tags = ["battery"] }, Given.Organisation("quiet", "battery"),
                Given.Organisation("silent", "battery"), Given.Organisation("very active", "battery"),
                Given.Member("m", "very active"), Given.Idea("i", "battery"),
            ],
            Given.Act(InteractionKind.Commented, "m", "i"));
        Assert.Equal("very active", Organisations(model)[0].Item.Id);
    }

    [Fact]
    public void Popularity_AloneStillGivesAList()
    {
        var model = Given.Model(
            [Given.Member("me"), Given.Organisation("a"), Given.Member("m", "a"), Given.Idea("i")],
            Given.Act(InteractionKind.Posted, "m", "i"));
        var reason = Assert.Single(Organisations(model)[0].Reasons);
        Assert.Equal(ReasonKind.Popularity, reason.Kind);
    }

    [Fact]
    public void CoActivity_NamesTheIdeaAndWhatBothDid()
    {
        var model = Given.Model(
            [Given.Member("me"), Given.Member("m", "a"), Given.Organisation("a"), Given.Idea("i")],
            Given.Act(InteractionKind.Supported, "me", "i"),
            Given.Act(InteractionKind.Commented, "m", "i"));
        var reason = Organisations(model)[0].Reasons[0];
        Assert.Equal(ReasonKind.CoCommented, reason.Kind);
        Assert.Equal(EntityRef.Idea("i"), reason.About);
        Assert.Equal(InteractionKind.Supported, reason.YourAct);
        Assert.Equal(InteractionKind.Commented, reason.TheirAct);
    }

    [Fact]
    public void CoActivity_OnAThingOfFew_SaysMoreThanOnAThingOfMany()
    {
        var entities = new List<Entity> { Given.Member("me"), Given.Idea("few"), Given.Idea("many") };
        var acts = new List<Interaction>
        {
            Given.Act(InteractionKind.Supported, "me", "few"),
            Given.Act(InteractionKind.Supported, "me", "many"),
        };
        for (var n = 0; n < 10; n++)
        {
            entities.Add(Given.Organisation($"o{n}"));
            entities.Add(Given.Member($"m{n}", $"o{n}"));
            acts.Add(Given.Act(InteractionKind.Supported, $"m{n}", n == 9 ? "few" : "many"));
        }
        Assert.Equal("o9", Organisations(Given.Model(entities, acts))[0].Item.Id);
    }

    [Fact]
    public void CoActivity_WhenRecent_SaysMoreThanWhenOld()
    {
        var model = Given.Model(
            [
                Given.Member("me"), Given.Idea("i"), Given.Organisation("old"), Given.Organisation("recent"),
                Given.Member("m1", "old"), Given.Member("m2", "recent"),
            ],
            Given.Act(InteractionKind.Supported, "me", "i"),
            Given.Act(InteractionKind.Supported, "m1", "i", daysAgo: 1_000),
            Given.Act(InteractionKind.Supported, "m2", "i", daysAgo: 2));
        Assert.Equal(["recent", "old"], TrainerContract.Ids(Organisations(model)));
    }

    [Fact]
    public void Walk_ToABusyOne_NamesThePartnerInBetween_AmongThousandsOfActs()
    {
        var crowd = Enumerable.Range(0, 400).Select(number => $"crowd{number}").ToArray();
        string[] busy = ["h1", "h2", "h3", "h4"];
        var model = Given.Model(
            [
                .. new[] { "mine", "partner", "new" }.Concat(crowd).Select(id => Given.Organisation(id)),
                .. busy.Append("p1").Select(id => Given.Idea(id)),
            ],
            [
                .. crowd.Append("new").SelectMany(who => busy.Select(where => Participation(who, where))),
                Participation("partner", "h4"), Participation("mine", "p1"), Participation("partner", "p1"),
            ]);
        var item = model.Recommend(Given.OrganisationsFor(EntityRef.Organisation("mine")) with { Count = 1_000 })
            .Single(item => item.Item.Id == "new");
        var reason = item.Reasons.Single(reason => reason.Kind == ReasonKind.SharedPartner);
        Assert.Equal((EntityRef.Organisation("partner"), 1), (reason.About, reason.Count));
        TrainerContract.AssertExplained(item);
    }

    [Fact]
    public void Walk_NamesThePartnerInBetween()
    {
        var model = Given.Model(
            [
                Given.Organisation("mine"), Given.Organisation("partner"), Given.Organisation("new"),
                Given.Idea("p1"), Given.Idea("p2"),
            ],
            Participation("mine", "p1"), Participation("partner", "p1"),
            Participation("partner", "p2"), Participation("new", "p2"));
        var item = Assert.Single(model.Recommend(Given.OrganisationsFor(EntityRef.Organisation("mine"))));
        Assert.Equal(EntityRef.Organisation("new"), item.Item);
        var reason = item.Reasons.Single(reason => reason.Kind == ReasonKind.SharedPartner);
        Assert.Equal(EntityRef.Organisation("partner"), reason.About);
    }

    [Fact]
    public void Idea_FindsOrganisationsThatActOnIt_AndThoseThatMatchIt()
    {
        var model = Given.Model(
            [
                Given.Idea("i", "battery"), Given.Organisation("matching", "battery"), Given.Organisation("acting"),
                Given.Member("m", "acting"), Given.Organisation("neither"),
            ],
            Given.Act(InteractionKind.Commented, "m", "i"));
        var list = model.Recommend(Given.OrganisationsFor(EntityRef.Idea("i")));
        Assert.Equal(["acting", "matching"], TrainerContract.Ids(list).Order());
        var reason = list.Single(item => item.Item.Id == "acting").Reasons
            .Single(reason => reason.Kind == ReasonKind.CoCommented);
        Assert.Equal(EntityRef.Idea("i"), reason.About);
        Assert.Null(reason.YourAct);
    }

    [Fact]
    public void IdeaReason_NamesWhereTheyMet_NotWhoTheyAre()
    {
        var model = Given.Model(
            [Given.Member("me"), Given.Member("other"), Given.Idea("i"), Given.Idea("j")],
            Given.Act(InteractionKind.Supported, "me", "i"),
            Given.Act(InteractionKind.Supported, "other", "i"),
            Given.Act(InteractionKind.Commented, "other", "j"));
        var item = Assert.Single(model.Recommend(Given.IdeasFor(Me)));
        Assert.Equal(EntityRef.Idea("j"), item.Item);
        var reason = item.Reasons.Single(reason => reason.Kind == ReasonKind.CoCommented);
        Assert.Equal(EntityRef.Idea("i"), reason.About);
        Assert.DoesNotContain(item.Reasons, reason => reason.About?.Kind == EntityKind.Member);
    }

    private static Interaction Participation(string organisation, string project) => new(
        InteractionKind.Participated, EntityRef.Organisation(organisation), EntityRef.Idea(project), Given.Now);
}
