using IdeaStorage.Web.Api.Accounts;
using IdeaStorage.Web.Api.Clusters;
using IdeaStorage.Web.Api.Health;
using IdeaStorage.Web.Api.Ideas;
using IdeaStorage.Web.Api.Me;
using IdeaStorage.Web.Api.Moderation;
using IdeaStorage.Web.Api.OpenApi;
using IdeaStorage.Web.Api.Organisations;
using IdeaStorage.Web.Api.Recommendations;
using IdeaStorage.Web.Pages;
using IdeaStorage.Web.Pages.Account;
using IdeaStorage.Web.Pages.Home;
using IdeaStorage.Web.Pages.Ideas;

namespace IdeaStorage.Web;

/// <summary>Every route of the program, in one place.</summary>
internal static class Routes
{
    public static void MapAll(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/", visit => Task.FromResult(visit.Page<HomePage>()));

        routes.MapPage("/ideas", IdeaListPages.List);
        routes.MapPage("/ideas/{id}", IdeaPages.Show);
        routes.MapPage("/ideas/{id}/versions", IdeaPages.Versions);
        routes.MapForm("/ideas/{id}/support", IdeaPages.Support);
        routes.MapForm("/ideas/{id}/follow", IdeaPages.Follow);
        routes.MapForm("/ideas/{id}/comments", IdeaPages.Comment);
        routes.MapForm("/ideas/{id}/stage", IdeaPages.Stage);

        routes.MapPage("/sign-in", AccountPages.SignIn);
        routes.MapForm("/sign-in", AccountPages.PostSignIn, PageAccess.Everyone);
        routes.MapForm("/sign-in/persona", AccountPages.PostPersona, PageAccess.Everyone);
        routes.MapForm("/sign-out", AccountPages.PostSignOut, PageAccess.Everyone);
        routes.MapPage("/register", AccountPages.Register);
        routes.MapForm("/register", AccountPages.PostRegister, PageAccess.Everyone);
        routes.MapPage("/language/{language}", AccountPages.Language);

        var api = routes.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapMe();
        api.MapClusters();
        api.MapIdeas();
        api.MapComments();
        api.MapOrganisations();
        api.MapRecommendations();
        api.MapModeration();
        routes.MapHealth();
        routes.MapOpenApi("/openapi/{documentName}.json");

        routes.MapFallback("/{**path}", NotFound.Handle);
    }
}
