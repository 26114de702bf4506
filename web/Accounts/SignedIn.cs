using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Web.Accounts;

/// <summary>The member behind a request, as of the last seconds at most.</summary>
/// <param name="MemberId">The member, also the account.</param>
/// <param name="UserName">The handle.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Locale"><c>ko</c> or <c>en</c>.</param>
/// <param name="IsOperator">Staff of the agency.</param>
/// <param name="Coordinates">The clusters that the member coordinates.</param>
public sealed record SignedIn(
    string MemberId, string UserName, string DisplayName, string Locale, bool IsOperator,
    ImmutableArray<string> Coordinates)
{
    public Actor Actor { get; } = new(MemberId, IsOperator);

    public Viewer Viewer { get; } = new(MemberId, IsOperator, Coordinates);
}
