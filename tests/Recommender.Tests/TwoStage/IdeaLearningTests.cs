using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

/// <summary>
/// Weights of ideas. Members turn to what was just posted about their own theme, be others as busy as they may: what
/// signals know nothing of, and answers teach.
/// </summary>
public sealed class IdeaLearningTests
{
    private const int Themes = 6;
    private const int MembersPerTheme = 5;
    private const int Months = 12;

    private static readonly EntityRef Me = EntityRef.Member("m2-3");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each month one idea of each theme is posted, and most members of the theme support it within the month;
    /// the ideas of the last month are there, and nobody turned to them yet. Two early ones are everybody's.</summary>
    private static DataSet Board(double weight = 1, EntityStatus early = EntityStatus.Open)
    {
        var (entities, acts) = (new List<Entity>(), new List<Interaction>());
        for (var theme = 0; theme < Themes; theme++)
        {
            for (var i = 0; i < MembersPerTheme; i++)
            {
                entities.Add(Given.Organisation($"o{theme}-{i / 2}"));
                entities.Add(Given.Member($"m{theme}-{i}", $"o{theme}-{i / 2}") with { Words = [$"word{theme}"] });
            }

            for (var month = 0; month < Months; month++)
                entities.Add(Given.Idea($"i{theme}-{month}") with
                {
                    Words = [$"word{theme}", $"detail{(theme * 5) + (month % 5)}"],
                    Status = month < Months - 1 ? early : EntityStatus.Open,
                });
        }

        for (var month = 0; month < Months; month++)
            for (var theme = 0; theme < Themes; theme++)
                Month(theme, month);
        return new DataSet([.. entities.DistinctBy(one => one.Ref)], acts);

        void Month(int theme, int month)
        {
            var (idea, ago) = ($"i{theme}-{month}", 30 * (Months - month));
            acts.Add(Given.Act(InteractionKind.Posted, $"m{theme}-{month % MembersPerTheme}", idea, ago));
            for (var i = 0; i < MembersPerTheme && month < Months - 1; i++)
                if (i != month % MembersPerTheme && (month + i) % 3 != 0)
                    acts.Add(Given.Act(InteractionKind.Supported, $"m{theme}-{i}", idea, ago - 1 - i) with
                    {
                        Weight = weight,
                    });
            for (var other = 0; other < Themes && month < 2; other++)
                if (other != theme)
                    acts.Add(Given.Act(InteractionKind.Commented, $"m{other}-4", idea, ago - 10));
        }
    }

    private static IRecommendationModel Learn(DataSet? data = null, int questionsMin = 20) =>
        new HybridTrainer(new HybridOptions { QuestionsMin = questionsMin }).Train(data ?? Board(), 1, Token);

    private static string Text(IRecommendationModel model, DataSet? data = null) => string.Join(
        '\n',
        (data ?? Board()).Entities.Where(entity => entity.Ref.Kind is EntityKind.Member or EntityKind.Organisation)
            .Select(entity => TrainerContract.Text(model.Recommend(Given.IdeasFor(entity.Ref)))));

    private static byte[] Saved(IRecommendationModel model)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }

    [Fact]
    public void Train_WithAnswersToLearnFrom_PutsWhatIsNewAndOfTheOwnThemeFirst()
    {
        var first = Learn().Recommend(Given.IdeasFor(Me))[0];
        Assert.Equal("i2-11", first.Item.Id);
        Assert.Equal(
            [ReasonKind.Text, ReasonKind.Recent],
            first.Reasons.Select(reason => reason.Kind).Intersect([ReasonKind.Text, ReasonKind.Recent]).Order());
        Assert.NotEqual("i2-11", new SignalTrainer().Train(Board(), 1, Token).Recommend(Given.IdeasFor(Me))[0].Item.Id);
    }

    [Fact]
    public void Train_WithTooFewAnswers_RanksAsSignalsDo_ToTheLastBit() => Assert.Equal(
        Text(new SignalTrainer().Train(Board(), 1, Token)), Text(Learn(questionsMin: 1_000)));

    [Fact]
    public void Train_FromThoseWhoKeepTheirActivityOut_LearnsNothing()
    {
        var data = Board(weight: 0);
        Assert.Equal(Text(new SignalTrainer().Train(data, 1, Token), data), Text(Learn(data), data));
    }

    [Fact]
    public void Train_FromIdeasThatAreClosedByNow_LearnsTheSame()
    {
        var first = Learn(Board(early: EntityStatus.Closed)).Recommend(Given.IdeasFor(Me));
        Assert.Equal("i2-11", first[0].Item.Id);
        Assert.All(first, item => Assert.EndsWith("-11", item.Item.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Train_OnAnyNumberOfThreads_WritesTheSameBytes() => Assert.Equal(
        await Given.OnThreads(1, () => Saved(Learn())), await Given.OnThreads(4, () => Saved(Learn())));

    [Fact]
    public void Lists_AreExplained_AndHoldNothingOfOnesOwn()
    {
        var (data, model) = (Board(), Learn());
        foreach (var member in data.Entities.Where(entity => entity.Ref.Kind == EntityKind.Member))
        {
            var list = model.Recommend(Given.IdeasFor(member.Ref));
            Assert.NotEmpty(list);
            Assert.All(list, TrainerContract.AssertExplained);
            var own = data.Interactions.Where(act => act.Actor == member.Ref).Select(act => act.Target).ToHashSet();
            Assert.DoesNotContain(list, item => own.Contains(item.Item));
        }
    }

    [Fact]
    public void AnAct_AndADeclinedIdea_CountWithTheNextList()
    {
        var model = Learn();
        model.Apply(new Interaction(InteractionKind.Declined, Me, EntityRef.Idea("i2-11"), Given.Now));
        model.Apply(new Interaction(InteractionKind.Supported, Me, EntityRef.Idea("i3-11"), Given.Now));
        var list = model.Recommend(Given.IdeasFor(Me));
        Assert.DoesNotContain(list, item => item.Item.Id is "i2-11" or "i3-11");
        Assert.Contains(list, item => item.Item.Id.StartsWith("i3-", StringComparison.Ordinal));
    }

    [Fact]
    public void ReasonsOfALearnedList_WhenWhatTheyRestOnIsGone_LowerTheScore()
    {
        var query = Given.IdeasFor(Me);
        var model = Learn();
        var before = model.Recommend(query)[0];
        model.Apply(Given.Idea(before.Item.Id) with { Words = ["detail10"] });
        var without = model.Recommend(query with { Count = 100 }).Single(item => item.Item == before.Item);
        Assert.True(without.Score < before.Score, $"{without.Score} is not below {before.Score}.");
        var later = Learn().Recommend(query with { At = query.At.AddDays(90), Count = 100 })
            .Single(item => item.Item == before.Item);
        Assert.True(later.Score < before.Score, $"{later.Score} is not below {before.Score}.");
    }

    [Fact]
    public void Load_OfWhatWasLearned_GivesTheSameListsAndBytes()
    {
        var bytes = Saved(Learn());
        var loaded = new HybridTrainer().Load(new MemoryStream(bytes), Board(), Token);
        Assert.Equal(Text(Learn()), Text(loaded));
        Assert.Equal(bytes, Saved(loaded));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-1e-300)]
    public void Load_OfAWeightThatIsNone_IsRefused(double weight)
    {
        var weights = IdeaWeights.OfSignals(new SignalOptions());
        Refuses(weights with { New = [weight, .. weights.New[1..]] }, "finite number of 0 or more");
        Refuses(weights with { Much = weights.Much[1..] }, "Much has");
    }

    private static void Refuses(HistoryWeights ideas, string because)
    {
        using var file = new MemoryStream();
        PartnerWeightsFile.Write(file, new SignalOptions(), PartnerWeights.Prior, ideas);
        file.Position = 0;
        var error = Assert.Throws<InvalidModelFileException>(() => PartnerWeightsFile.Read(file));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }
}
