using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Recommender.TwoStage;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>
/// What the hybrid learns from in the product: sixty organisations of six themes, each with a member who posts and
/// comments, and later finds another of its theme.
/// </summary>
public sealed class HybridLearningTests : IAsyncLifetime
{
    private const int Organisations = 60;
    private const int Themes = 6;

    private static readonly IdeaStage[] s_wayToProject =
        [IdeaStage.InReview, IdeaStage.Selected, IdeaStage.InProject];

    private readonly TrainingScene _scene = TrainingScene.OfProduct();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Product Product => _scene.Product;

    public async ValueTask InitializeAsync()
    {
        await _scene.StartAsync(withHistory: false);
        for (var i = 0; i < Organisations; i++)
        {
            await Accept(Product.Grains.GetGrain<IOrganisationGrain>($"o{i}").Register(new RegisterOrganisation(
                Product.BySystem(), OrganisationKind.Company, null, new OrganisationDescription(
                    Product.Text($"기관 {i}"), "경기", null, [], [ThemeOf(i)], null, null, null, null))));
            await Product.Member($"member{i}");
            await Accept(Product.Grains.GetGrain<IMemberGrain>($"member{i}").Change(
                new ChangeMember(Product.By($"member{i}"), OrganisationId: $"o{i}")));
        }

        await Product.Cluster("cluster", [.. Enumerable.Range(0, Organisations).Select(i => $"member{i}")]);
        for (var i = 0; i < Organisations; i++)
            await Accept(Idea(i).Post(new PostIdea(
                Product.By($"member{i}"), "cluster", Product.Text("설비를 함께 쓰고 싶습니다"),
                Product.Text("여러 기업이 설비를 나누어 쓰고 비용을 줄이는 방법을 찾습니다."), [ThemeOf(i)])));
        for (var i = 0; i < Organisations; i++)
            await Accept(Idea(Next(i, 1)).PostComment(new PostComment(
                Product.By($"member{i}"), $"comment{i}", null, Product.Text("함께하고 싶습니다."))));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Hybrid_WithoutAnswersAndProjects_KeepsTheWeightsOfJudgement() =>
        Assert.Equal(await LearnAsync(new HybridOptions { QuestionsMin = int.MaxValue }), await LearnAsync());

    [Theory]
    [InlineData(RecommendationAnswer.Interested, RecommendedKind.Organisation)]
    [InlineData(RecommendationAnswer.Introduce, RecommendedKind.Organisation)]
    [InlineData(RecommendationAnswer.Interested, RecommendedKind.Idea)]
    public async Task Hybrid_LearnsFromPositiveAnswers_ButNotFromThoseOfTheSilent(
        RecommendationAnswer answer, RecommendedKind kind)
    {
        for (var i = 0; i < Organisations; i++)
            await Accept(Member(i).AnswerRecommendation(new AnswerRecommendation(
                Product.By($"member{i}"), kind, (kind == RecommendedKind.Idea ? "i" : "o") + Next(i, 2), answer)));
        await AssertLearnsAsync();
        for (var i = 0; i < Organisations; i++)
            await Accept(Member(i).Change(new ChangeMember(Product.By($"member{i}"), UsesActivity: false)));
        await Hybrid_WithoutAnswersAndProjects_KeepsTheWeightsOfJudgement();
    }

    [Fact]
    public async Task Hybrid_LearnsNothingFromNotRelevant()
    {
        for (var i = 0; i < Organisations; i++)
            await Accept(Member(i).AnswerRecommendation(new AnswerRecommendation(
                Product.By($"member{i}"), RecommendedKind.Organisation, $"o{Next(i, 2)}",
                RecommendationAnswer.NotRelevant)));
        await Hybrid_WithoutAnswersAndProjects_KeepsTheWeightsOfJudgement();
    }

    [Fact]
    public async Task Hybrid_LearnsFromJointProjects()
    {
        for (var i = 0; i < Organisations; i += 4)
        {
            foreach (var stage in s_wayToProject)
                await Accept(Idea(i).ChangeStage(new ChangeStage(
                    Product.By("cluster-coordinator"), stage, Product.Text("함께 하기로 했습니다."))));
            await Accept(Idea(i).ChangeParticipants(new ChangeParticipants(
                Product.By("cluster-coordinator"), [.. Enumerable.Range(i, 4).Select(each => $"o{Next(each, 2)}")])));
        }

        await AssertLearnsAsync();
    }

    /// <summary>The wishes themselves teach nothing here, for those who wished keep their activity out.</summary>
    [Fact]
    public async Task Hybrid_LearnsFromIntroductionsThatWereMade()
    {
        for (var i = 0; i < Organisations; i++)
        {
            var asked = $"o{Next(i, 2)}";
            await Accept(Member(i).Change(new ChangeMember(Product.By($"member{i}"), UsesActivity: false)));
            await Accept(Member(i).AnswerRecommendation(new AnswerRecommendation(
                Product.By($"member{i}"), RecommendedKind.Organisation, asked, RecommendationAnswer.Introduce,
                new IntroductionPlace(asked, ["cluster"]))));
        }

        await Hybrid_WithoutAnswersAndProjects_KeepsTheWeightsOfJudgement();
        for (var i = 0; i < Organisations; i++)
            await Accept(Member(i).ConcludeIntroduction(new ConcludeIntroduction(
                Product.By("cluster-coordinator"), Introduction.IdOf($"member{i}", $"o{Next(i, 2)}"),
                IntroductionOutcome.Made, Product.Text("서로의 연락처를 보냈습니다."))));
        await AssertLearnsAsync();
    }

    private async Task AssertLearnsAsync() => Assert.NotEqual(
        await LearnAsync(new HybridOptions { QuestionsMin = int.MaxValue }), await LearnAsync());

    /// <summary>What a run would publish of the hybrid: of the product, or one of other options.</summary>
    private async Task<string> LearnAsync(HybridOptions? options = null)
    {
        var data = await _scene.Activity.TakeDataAsync(Product.Now, Token);
        ITrainer trainer = options is null
            ? Product.Get<Trainers>().Find("hybrid")!
            : new HybridTrainer(options);
        var blob = await Product.Get<LearnedModels>().SaveAsync(
            "hybrid", trainer.Train(data.Data, Trainers.Seed, Token), Token);
        return blob.Hash;
    }

    private IIdeaGrain Idea(int number) => Product.Grains.GetGrain<IIdeaGrain>($"i{number}");

    private IMemberGrain Member(int number) => Product.Grains.GetGrain<IMemberGrain>($"member{number}");

    private static string ThemeOf(int number) => $"주제 {number % Themes}";

    /// <summary>Another organisation of the same theme.</summary>
    private static int Next(int number, int steps) => (number + (steps * Themes)) % Organisations;
}
