using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;

namespace IdeaStorage.Simulation.Tests.Members;

internal sealed partial class Acts
{
    /// <summary>A cluster that never exists.</summary>
    public const string Nowhere = "nowhere";

    /// <summary>What no state of anything allows: who tries must be told so by name.</summary>
    private Sent? BreakRule(string member) => _chance.Below(8) switch
    {
        0 => Refused(nameof(IdeaRefusals.IdeaTitleLengthOutOfRange), OnIdea(
            Act.BreakRule, run.Ledger.NextId("i"), Known.Operator, context => new PostIdea(
                context, _chance.Of(Known.Clusters), Text("가") with { Content = "가" }, Text("본문"), ["c29"], true),
            (grain, command) => grain.Post(command)),
            nameof(IdeaRefusals.ClosedClustersTakeNoNewIdeas)),
        1 => Refused(nameof(MiniClusterRefusals.ClusterNotFound), OnIdea(
            Act.BreakRule, run.Ledger.NextId("i"), member, context => new PostIdea(
                context, Nowhere, Text("없는 곳에"), Text("아무도 없는 곳에 올리는 글입니다."), ["c29"]),
            (grain, command) => grain.Post(command))),
        2 => Refused(nameof(IdeaRefusals.OnlyClusterMembersMayPost), OnIdea(
            Act.BreakRule, run.Ledger.NextId("i"), Known.Stranger, context => new PostIdea(
                context, _chance.Of(Known.Clusters), Text("낯선 사람"), Text("회원이 아닌 사람이 올리는 글입니다."), ["c29"]),
            (grain, command) => grain.Post(command))),
        3 => Refused(nameof(IdeaRefusals.IdeaNotFound), OnIdea(
            Act.BreakRule, run.Ledger.NextId("i"), member, context => new SupportIdea(context),
            (grain, command) => grain.Support(command))),
        4 => Refused(nameof(MiniClusterRefusals.OnlyOperatorsMayCreateClusters), OnCluster(
            Act.BreakRule, run.Ledger.NextId("c"), Known.Stranger, context => new CreateCluster(
                context, Text("클러스터"), Text("설명"), [], ClusterRules.Default),
            (grain, command) => grain.Create(command))),
        5 => Refused(nameof(MemberRefusals.OnlyTheMemberMayChange), OnMember(
            Act.BreakRule, Known.Operator, Known.Stranger, context => new ChangeMember(context, Locale: "en"),
            (grain, command) => grain.Change(command))),
        6 => Refused(nameof(CaseRefusals.CaseNotFound), OnCase(
            Act.BreakRule, run.Ledger.NextId("i"), Known.Operator,
            context => new DecideCase(context, CaseDecision.Hide, Text("이유")),
            (grain, command) => grain.Decide(command))),
        _ => OwnSupport(),
    };

    private Sent? OwnSupport()
    {
        if (AnyOf(Existing(Known.Ideas, idea => idea.Id)) is not { } idea)
            return null;
        return Refused(nameof(IdeaRefusals.OwnIdeaCannotBeSupported), OnIdea(
            Act.BreakRule, idea.Id, idea.AuthorId, context => new SupportIdea(context),
            (grain, command) => grain.Support(command)));
    }

    private static Sent Refused(string refusal, Sent sent, string? or = null) =>
        sent with { MustBeRefused = or is null ? [refusal] : [refusal, or] };
}
