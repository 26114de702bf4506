using IdeaStorage.Storage.ReadModels.Members;

namespace IdeaStorage.Web.Pages.Members;

/// <summary>What everyone may know of a member.</summary>
internal static class MemberPages
{
    public static async Task<IResult> Show(Visit visit) =>
        await visit.Get<MemberQueries>().FindAsync(visit.Id(), visit.Cancellation) is { } member
            ? visit.Page<MemberPage>(new { Member = MemberProfile.Of(member) })
            : visit.NotFound();
}
