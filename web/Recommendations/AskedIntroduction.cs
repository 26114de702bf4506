using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.ReadModels.Introductions;

namespace IdeaStorage.Web.Recommendations;

/// <summary>Finds out who is asked when a member wishes to be introduced.</summary>
internal static class AskedIntroduction
{
    /// <summary>The command with whom it is about and whose task it is, if it is such a wish.</summary>
    /// <returns>The command, or the refusal of a wish that is about nobody.</returns>
    public static async Task<Result<AnswerRecommendation>> FindPlaceAsync(
        this IntroductionQueries introductions, AnswerRecommendation command, CancellationToken cancellation)
    {
        if (command.Answer != RecommendationAnswer.Introduce)
            return command;
        var place = await introductions.FindPlaceAsync(
            command.Context.Actor.MemberId, command.Kind, command.TargetId, cancellation);
        return place is null ? MemberRefusals.AuthorHasNoOrganisation : command with { Introduction = place };
    }
}
