using IdeaStorage.Web.Api.Accounts;
using IdeaStorage.Web.Api.Clusters;
using IdeaStorage.Web.Api.Health;
using IdeaStorage.Web.Api.Ideas;
using IdeaStorage.Web.Api.Introductions;
using IdeaStorage.Web.Api.Me;
using IdeaStorage.Web.Api.Members;
using IdeaStorage.Web.Api.Moderation;
using IdeaStorage.Web.Api.Organisations;
using IdeaStorage.Web.Api.Recommendations;
using IdeaStorage.Web.Api.Tails;
using IdeaStorage.Web.Api.Training;
using IdeaStorage.Web.Pages;
using IdeaStorage.Web.Pages.Account;
using IdeaStorage.Web.Pages.Home;
using IdeaStorage.Web.Pages.Ideas;
using IdeaStorage.Web.Pages.Introductions;
using IdeaStorage.Web.Pages.Members;
using IdeaStorage.Web.Pages.MiniClusters;
using IdeaStorage.Web.Pages.Moderation;
using IdeaStorage.Web.Pages.Organisations;
using IdeaStorage.Web.Pages.Recommendations;
using IdeaStorage.Web.Pages.Tails;
using IdeaStorage.Web.Pages.Training;

namespace IdeaStorage.Web;

/// <summary>Every route of the program, in one place.</summary>
internal static class Routes
{
    public static void MapAll(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", HomePages.Show);
        MapIdeaPages(routes);
        MapClusterPages(routes);
        MapOrganisationPages(routes);
        MapRecommendationPages(routes);
        MapModerationPages(routes);
        MapIntroductionPages(routes);
        MapMemberPages(routes);
        MapAccountPages(routes);
        MapTailPages(routes);
        MapTrainingPages(routes);
        MapApi(routes);
        routes.MapFallback("/{**path}", NotFound.Handle);
    }

    private static void MapIdeaPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/ideas", IdeaListPages.List);
        routes.MapPage("/ideas/new", PostIdeaPages.New, PageAccess.Member);
        routes.MapForm("/ideas/new", PostIdeaPages.Post);
        routes.MapForm("/ideas/preview", PostIdeaPages.Preview);
        routes.MapPage("/ideas/similar", PostIdeaPages.Similar, PageAccess.Member);
        routes.MapPage("/tags/suggest", PostIdeaPages.SuggestTags);
        routes.MapPage("/ideas/{id}", IdeaPages.Show);
        routes.MapPage("/ideas/{id}/edit", PostIdeaPages.Edit, PageAccess.Member);
        routes.MapForm("/ideas/{id}/edit", PostIdeaPages.PostEdit);
        routes.MapPage("/ideas/{id}/versions", IdeaPages.Versions);
        routes.MapForm("/ideas/{id}/support", IdeaPages.Support);
        routes.MapForm("/ideas/{id}/follow", IdeaPages.Follow);
        routes.MapForm("/ideas/{id}/comments", IdeaPages.Comment);
        routes.MapForm("/ideas/{id}/stage", IdeaPages.Stage);
        routes.MapForm("/ideas/{id}/participants", ParticipantPages.Post);
        routes.MapPage("/comments/{id}/versions", CommentPages.Versions);
        routes.MapPage("/comments/{id}/edit", CommentPages.Edit, PageAccess.Member);
        routes.MapForm("/comments/{id}/edit", CommentPages.PostEdit);
    }

    private static void MapClusterPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/clusters", ClusterPages.List);
        routes.MapPage("/clusters/new", ClusterPages.New, PageAccess.Member);
        routes.MapForm("/clusters/new", ClusterPages.Create);
        routes.MapPage("/clusters/{id}", ClusterPages.Show);
        routes.MapPage("/clusters/{id}/edit", EditClusterPages.Edit, PageAccess.Member);
        routes.MapForm("/clusters/{id}/edit", EditClusterPages.PostEdit);
        routes.MapPage("/clusters/{id}/members", ClusterPages.Members, PageAccess.Member);
        routes.MapForm("/clusters/{id}/join", ClusterPages.Join);
        routes.MapForm("/clusters/{id}/leave", ClusterPages.Leave);
        routes.MapForm("/clusters/{id}/coordinators", ClusterPages.Appoint);
        routes.MapForm("/clusters/{id}/coordinators/dismiss", ClusterPages.Dismiss);
    }

    private static void MapOrganisationPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/organisations", OrganisationPages.List);
        routes.MapPage("/organisations/new", OrganisationPages.New, PageAccess.Member);
        routes.MapForm("/organisations/new", OrganisationPages.Register);
        routes.MapPage("/organisations/{id}", OrganisationPages.Show);
        routes.MapPage("/organisations/{id}/edit", OrganisationPages.Edit, PageAccess.Member);
        routes.MapForm("/organisations/{id}/edit", OrganisationPages.PostEdit);
    }

    private static void MapRecommendationPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/partners", RecommendationPages.Partners, PageAccess.Member);
        routes.MapPage("/partners/ideas", RecommendationPages.Ideas, PageAccess.Member);
        routes.MapPage("/ideas/{id}/partners", RecommendationPages.ForIdea);
        routes.MapForm("/recommendations/organisations/{id}", RecommendationPages.AnswerOrganisation);
        routes.MapForm("/recommendations/ideas/{id}", RecommendationPages.AnswerIdea);
        routes.MapForm("/organisations/{id}/block", BlockPages.Block);
        routes.MapForm("/organisations/{id}/unblock", BlockPages.Unblock);
    }

    private static void MapModerationPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/ideas/{id}/flag", FlagPages.Idea, PageAccess.Member);
        routes.MapForm("/ideas/{id}/flag", FlagPages.PostIdea);
        routes.MapPage("/comments/{id}/flag", FlagPages.Comment, PageAccess.Member);
        routes.MapForm("/comments/{id}/flag", FlagPages.PostComment);
        routes.MapPage("/queue", QueuePages.Choose, PageAccess.Member);
        routes.MapPage("/queue/{id}", QueuePages.List, PageAccess.Member);
        routes.MapPage("/cases/{id}", QueuePages.Show, PageAccess.Member);
        routes.MapForm("/cases/{id}/decision", QueuePages.Decide);
    }

    private static void MapIntroductionPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/me/introductions", IntroductionPages.Mine, PageAccess.Member);
        routes.MapPage("/queue/{id}/introductions", IntroductionPages.OfCluster, PageAccess.Member);
        routes.MapPage("/introductions", IntroductionPages.All, PageAccess.Member);
        routes.MapPage("/introductions/{id}", IntroductionPages.Show, PageAccess.Member);
        routes.MapForm("/introductions/{id}/outcome", IntroductionPages.Conclude);
        routes.MapForm("/introductions/{id}/withdraw", IntroductionPages.Withdraw);
    }

    private static void MapMemberPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/me", MePages.Show, PageAccess.Member);
        routes.MapForm("/me", MePages.Change);
        routes.MapPage("/me/blocks", BlockPages.List, PageAccess.Member);
        routes.MapPage("/notices", MePages.Notices, PageAccess.Member);
        routes.MapPage("/news", MePages.News, PageAccess.Member);
        routes.MapPage("/members/{id}", MemberPages.Show);
    }

    private static void MapAccountPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/sign-in", AccountPages.SignIn);
        routes.MapForm("/sign-in", AccountPages.PostSignIn, PageAccess.Everyone);
        routes.MapForm("/sign-in/persona", AccountPages.PostPersona, PageAccess.Everyone);
        routes.MapForm("/sign-out", AccountPages.PostSignOut, PageAccess.Everyone);
        routes.MapPage("/register", AccountPages.Register);
        routes.MapForm("/register", AccountPages.PostRegister, PageAccess.Everyone);
        routes.MapPage("/language/{language}", AccountPages.Language);
    }

    private static void MapTailPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/tails", TailPages.List, PageAccess.Member);
        routes.MapPage("/tails/{id}", TailPages.Show, PageAccess.Member);
        routes.MapForm("/tails/{id}/replay", TailPages.Replay);
    }

    private static void MapTrainingPages(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/recommender", TrainingPages.Show, PageAccess.Member);
        routes.MapPage("/recommender/progress", TrainingPages.Progress, PageAccess.Member);
        routes.MapForm("/recommender/train", TrainingPages.Start);
        routes.MapForm("/recommender/cancel", TrainingPages.Cancel);
        routes.MapForm("/recommender/pin", TrainingPages.Pin);
        routes.MapForm("/recommender/unpin", TrainingPages.Unpin);
    }

    private static void MapApi(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapMe();
        api.MapBlocks();
        api.MapMembers();
        api.MapClusters();
        api.MapIdeas();
        api.MapComments();
        api.MapOrganisations();
        api.MapRecommendations();
        api.MapModeration();
        api.MapIntroductions();
        api.MapTails();
        api.MapTraining();
        routes.MapHealth();
        routes.MapOpenApi("/openapi/{documentName}.json");
    }
}
