using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Training;
using IdeaStorage.Web.Api.Tails;
using IdeaStorage.Web.Api.Training;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Api;

/// <summary>The JSON of the API: camelCase, strict, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = DepthMax,
    Converters =
    [
        typeof(Named<IdeaStage>), typeof(Named<Visibility>), typeof(Named<ClusterAccess>),
        typeof(Named<ClusterLifecycle>), typeof(MoverNames), typeof(Named<OrganisationKind>),
        typeof(Named<FlagCategory>), typeof(Named<CaseDecision>), typeof(Named<CaseStatus>),
        typeof(Named<NoticeAudience>), typeof(Named<MemberOrigin>), typeof(Named<RecommendationAnswer>),
        typeof(Named<IntroductionOutcome>), typeof(Named<IntroductionState>),
        typeof(Named<RunState>), typeof(Named<RunCause>),
    ])]
[JsonSerializable(typeof(KeptHeaders))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(NewAccountBody))]
[JsonSerializable(typeof(NewTokenBody))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(EditMeBody))]
[JsonSerializable(typeof(EditMemberBody))]
[JsonSerializable(typeof(MemberDetail))]
[JsonSerializable(typeof(MemberProfile))]
[JsonSerializable(typeof(Page<MemberProfile>))]
[JsonSerializable(typeof(Page<BlockedOrganisation>))]
[JsonSerializable(typeof(NewClusterBody))]
[JsonSerializable(typeof(EditClusterBody))]
[JsonSerializable(typeof(ClusterDetail))]
[JsonSerializable(typeof(Page<ClusterItem>))]
[JsonSerializable(typeof(Page<ClusterMember>))]
[JsonSerializable(typeof(NewIdeaBody))]
[JsonSerializable(typeof(EditIdeaBody))]
[JsonSerializable(typeof(StageBody))]
[JsonSerializable(typeof(ParticipantsBody))]
[JsonSerializable(typeof(IdeaAnswer))]
[JsonSerializable(typeof(Page<IdeaItem>))]
[JsonSerializable(typeof(ListAnswer<IdeaVersion>), TypeInfoPropertyName = "IdeaVersions")]
[JsonSerializable(typeof(ListAnswer<StageChange>), TypeInfoPropertyName = "StageChanges")]
[JsonSerializable(typeof(NewCommentBody))]
[JsonSerializable(typeof(EditCommentBody))]
[JsonSerializable(typeof(Page<CommentItem>))]
[JsonSerializable(typeof(CommentAnswer))]
[JsonSerializable(typeof(ListAnswer<CommentVersion>), TypeInfoPropertyName = "CommentVersions")]
[JsonSerializable(typeof(NewOrganisationBody))]
[JsonSerializable(typeof(EditOrganisationBody))]
[JsonSerializable(typeof(OrganisationDetail))]
[JsonSerializable(typeof(Page<OrganisationItem>))]
[JsonSerializable(typeof(FlagBody))]
[JsonSerializable(typeof(FlagAnswer))]
[JsonSerializable(typeof(SeenBody))]
[JsonSerializable(typeof(UnseenAnswer))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(CaseDetail))]
[JsonSerializable(typeof(Page<CaseItem>))]
[JsonSerializable(typeof(Page<Notice>))]
[JsonSerializable(typeof(OutcomeBody))]
[JsonSerializable(typeof(Page<IntroductionItem>))]
[JsonSerializable(typeof(Page<NewsItem>))]
[JsonSerializable(typeof(ListAnswer<TailAnswer>), TypeInfoPropertyName = "Tails")]
[JsonSerializable(typeof(Page<ParkedEvent>))]
[JsonSerializable(typeof(ReplayBody))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(AnswerReport))]
[JsonSerializable(typeof(PinBody))]
[JsonSerializable(typeof(StartedAnswer))]
[JsonSerializable(typeof(ServingAnswer))]
[JsonSerializable(typeof(Page<RunAnswer>))]
[JsonSerializable(typeof(RecommendationAnswerBody))]
[JsonSerializable(typeof(ListAnswer<RecommendationAnswerItem>), TypeInfoPropertyName = "Recommendations")]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>No body of ours nests deeper than three levels.</summary>
    public const int DepthMax = 16;

    /// <summary>Korean is written as itself, not as escapes of twice the size.</summary>
    public static ApiJson Web => field ??= new ApiJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
