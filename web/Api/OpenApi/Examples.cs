using System.Text.Json.Nodes;
using IdeaStorage.Domain;
using IdeaStorage.Web.Api.Tails;
using IdeaStorage.Web.Api.Training;

namespace IdeaStorage.Web.Api.OpenApi;

/// <summary>
/// An example of each request body, for the OpenAPI document. A test reads every request example with the real reader.
/// </summary>
internal static class Examples
{
    private const string Id = "\"0199c0de7a3b7c55a1f2d3e4b5c6d7e8\"";

    private static readonly Dictionary<Type, string> ByType = new()
    {
        [typeof(NewAccountBody)] = """
            {"userName":"kim.minjun","password":"correct horse battery","displayName":"김민준","email":"minjun@example.kr"}
            """,
        [typeof(NewTokenBody)] = """{"userName":"kim.minjun","password":"correct horse battery"}""",
        [typeof(TokenAnswer)] = """{"accessToken":"CfDJ8…","tokenType":"Bearer","expiresIn":86400}""",
        [typeof(EditMemberBody)] = """{"organisationId":"5f0c1e5a9b7d4c2e8a6f3b1d0c9e7a42"}""",
        [typeof(EditMeBody)] = """{"tags":["C27","의료기기"],"locale":"ko"}""",
        [typeof(NewClusterBody)] =
            """{"name":"의료기기 미니클러스터","description":"의료기기 기업과 병원, 대학이 함께합니다.","tags":["C27"]}""",
        [typeof(EditClusterBody)] =
            """{"rules":{"commenting":"everyone","stageMovers":{"inReview":["author","coordinator"]}}}""",
        [typeof(NewIdeaBody)] = $$"""
            {"clusterId":{{Id}},"title":"폐수열 회수 공동 실증",
             "body":"단지 안 세 공장의 폐수열을 모아 난방에 쓰는 실증을 제안합니다.",
             "tags":["C27","폐수열"]}
            """,
        [typeof(EditIdeaBody)] = """{"title":"폐수열 회수 공동 실증(수정)"}""",
        [typeof(StageBody)] = """{"stage":"inReview","reason":"사업성과 참여 기업을 검토합니다."}""",
        [typeof(ParticipantsBody)] = $$"""{"organisationIds":[{{Id}},"5f0c1e5a9b7d4c2e8a6f3b1d0c9e7a42"]}""",
        [typeof(NewCommentBody)] = """{"body":"우리 공장도 참여하고 싶습니다."}""",
        [typeof(EditCommentBody)] = """{"body":"우리 공장도 참여하고 싶습니다. 연락 주세요."}""",
        [typeof(NewOrganisationBody)] =
            """{"name":"한빛정밀","kind":"company","region":"경기","industries":["C27"],"products":"초음파 진단기"}""",
        [typeof(EditOrganisationBody)] = """{"needs":"임상 시험을 함께할 병원"}""",
        [typeof(FlagBody)] = """{"category":"spam","note":"같은 광고가 되풀이됩니다."}""",
        [typeof(SeenBody)] = """{"position":1024}""",
        [typeof(DecisionBody)] = """{"decision":"hide","reason":"광고 글이어서 숨깁니다."}""",
        [typeof(OutcomeBody)] = """{"outcome":"made","note":"두 기관 담당자에게 서로의 연락처를 보냈습니다."}""",
        [typeof(ReplayBody)] = """{"position":4711}""",
        [typeof(PinBody)] = """{"model":"019c8f2e4d10-signals"}""",
        [typeof(RecommendationAnswerBody)] = """{"answer":"interested"}""",
        [typeof(Receipt)] = $$"""{"id":{{Id}},"version":1}""",
        [typeof(ProblemBody)] = """
            {"type":"urn:ideastorage:refusal:OnlyClusterMembersMayComment",
             "title":"이 클러스터의 회원만 의견을 쓸 수 있습니다.",
             "status":403,"name":"OnlyClusterMembersMayComment","errors":null}
            """,
    };

    public static IEnumerable<Type> Types => ByType.Keys;

    public static JsonNode? Of(Type type) =>
        (ByType.GetValueOrDefault(type) ?? AnswerExamples.ByType.GetValueOrDefault(type)) is { } json
            ? JsonNode.Parse(json)
            : null;
}
