using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Web.Api.Tails;
using IdeaStorage.Web.Api.Training;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Api.OpenApi;

/// <summary>
/// An example of each answer: of one small world, so that an id in one of them is found in the others. A test holds
/// each against the schema of the document.
/// </summary>
internal static class AnswerExamples
{
    private const string Id = "0199c0de7a3b7c55a1f2d3e4b5c6d7e8";
    private const string Cluster = "0199c0de70017c55a1f2d3e4b5c6d7e8";
    private const string Comment = "0199c0de80027c55a1f2d3e4b5c6d7e8";
    private const string Author = "0199c0de60037c55a1f2d3e4b5c6d7e8";
    private const string Coordinator = "0199c0de60047c55a1f2d3e4b5c6d7e8";
    private const string Organisation = "0199c0de50057c55a1f2d3e4b5c6d7e8";
    private const string Asked = "0199c0de50067c55a1f2d3e4b5c6d7e8";
    private const string Introduction = "5f0c1e5a9b7d4c2e8a6f3b1d0c9e7a42";
    private const string Title = "폐수열 회수 공동 실증";
    private const string Body = "단지 안 세 공장의 폐수열을 모아 난방에 쓰는 실증을 제안합니다.";

    private const string OfOrganisation = $$"""
        "organisationId":"{{Organisation}}","organisationName":"한빛정밀"
        """;

    private const string OfIdea = $$"""
        "id":"{{Id}}","title":"{{Title}}","clusterId":"{{Cluster}}","clusterName":"열에너지 미니클러스터",
        "authorId":"{{Author}}","authorName":"김민준",{{OfOrganisation}},"tags":["C25","폐수열"],"stage":"inReview",
        "visibility":"visible","supports":12,"importedSupport":0,"supportTotal":12,"followers":5,
        "createdAt":"2026-03-02T09:00:00+00:00","editedAt":null,"version":21,"isSupported":true,"isFollowed":false
        """;

    private const string OfComment = $$"""
        "id":"{{Comment}}","parentId":null,"depth":1,"authorId":"{{Coordinator}}","authorName":"이서연",
        "organisationId":null,"organisationName":null,"body":"우리 공장도 참여하고 싶습니다.","visibility":"visible",
        "createdAt":"2026-03-02T10:30:00+00:00","editedAt":null,"revision":1
        """;

    private const string StageChange = $$"""
        {"fromStage":"open","toStage":"inReview","reason":"사업성과 참여 기업을 검토합니다.","byId":"{{Coordinator}}",
         "byName":"이서연","at":"2026-03-04T01:00:00+00:00"}
        """;

    private const string OfMember = $$"""
        "id":"{{Coordinator}}","handle":"lee.seoyeon","displayName":"이서연","organisationId":null,
        "organisationName":null,"tags":["C25"],"isOperator":false,"origin":"registered",
        "createdAt":"2026-01-05T02:00:00+00:00"
        """;

    private const string MemberCluster = $$"""
        {"id":"{{Cluster}}","name":"열에너지 미니클러스터","isCoordinator":true,"joinedAt":"2026-01-06T02:00:00+00:00"}
        """;

    private const string Profile = $$"""
        {"id":"{{Coordinator}}","displayName":"이서연","handle":"lee.seoyeon","organisationId":null,
         "organisationName":null,"tags":["C25"],"clusters":[{{MemberCluster}}],"joinedAt":"2026-01-05T02:00:00+00:00"}
        """;

    private const string OfCluster = $$"""
        "id":"{{Cluster}}","name":"열에너지 미니클러스터","description":"열을 함께 쓰는 기업과 대학이 모입니다.",
        "tags":["C25"],"lifecycle":"active","members":41,"ideas":18,"createdAt":"2026-01-02T00:00:00+00:00"
        """;

    private const string OfCompany = $$"""
        "id":"{{Organisation}}","kind":"company","name":"한빛정밀","region":"경기","complex":"반월국가산업단지",
        "industries":["C25"],"tags":["열교환기"],"products":"판형 열교환기","members":3
        """;

    private const string Case = $$"""
        {"id":"{{Comment}}","clusterId":"{{Cluster}}","ideaId":"{{Id}}","commentId":"{{Comment}}",
         "authorId":"{{Author}}","authorName":"김민준","ideaTitle":"{{Title}}","content":"지금 가입하면 할인!",
         "isOpen":true,"status":"open","flags":1,"openedAt":"2026-03-05T05:00:00+00:00",
         "changedAt":"2026-03-05T05:00:00+00:00","decision":null,"reason":null,"decidedBy":null,"decidedByName":null,
         "decidedAt":null,"version":1,"flagList":[{"caseId":"{{Comment}}","memberId":"{{Coordinator}}",
         "memberName":"이서연","category":"spam","note":"같은 광고가 되풀이됩니다.","at":"2026-03-05T05:00:00+00:00"}]}
        """;

    private const string Figures = """
        {"shown":400,"opened":52,"accepted":11,"declined":4,"openedRate":0.13,"openedRateCorrected":0.11,
         "acceptedRate":0.21,"acceptedRateCorrected":0.19}
        """;

    private const string Model = """
        {"id":"019c8f2e4d10-signals","trainer":"signals","isKept":true,"score":0.214,
         "organisations":{"queries":61,"ndcg10":0.148,"ndcg20":0.171,"recall20":0.302},
         "ideas":{"queries":112,"ndcg10":0.221,"ndcg20":0.257,"recall20":0.418},"milliseconds":1840,"error":null}
        """;

    private const string Run = $$"""
        {"id":"019c8f2e4d10","state":"done","cause":"reminder","startedAt":"2026-03-05T18:00:00+00:00",
         "endedAt":"2026-03-05T18:00:42+00:00","position":48210,"stage":"done","progress":100,"outcome":"replaced",
         "error":null,"models":[{{Model}}]}
        """;

    public static IReadOnlyDictionary<Type, string> ByType { get; } = new Dictionary<Type, string>
    {
        [typeof(HealthAnswer)] = """{"status":"ready"}""",
        [typeof(Page<IdeaItem>)] = List($$"""
            { {{OfIdea}},"excerpt":"{{Body}}","comments":7,"activeAt":"2026-03-05T05:00:00+00:00"}
            """),
        [typeof(IdeaAnswer)] = $$"""
            { {{OfIdea}},"body":"{{Body}}","mergedInto":null,"commentCount":7,"revision":1,
             "comments":[{ {{OfComment}} }],"nextComments":"after-{{Comment}}","stages":[{{StageChange}}],
             "participants":[{"id":"{{Organisation}}","name":"한빛정밀","since":"2026-03-04T01:00:00+00:00"}]}
            """,
        [typeof(ListAnswer<IdeaVersion>)] = List($$"""
            {"revision":1,"title":"{{Title}}","body":"{{Body}}","tags":["C25","폐수열"],"byId":"{{Author}}",
             "byName":"김민준","at":"2026-03-02T09:00:00+00:00"}
            """),
        [typeof(ListAnswer<StageChange>)] = List(StageChange),
        [typeof(Page<CommentItem>)] = List($$"""{ {{OfComment}} }"""),
        [typeof(CommentAnswer)] = $$"""{ {{OfComment}},"ideaId":"{{Id}}"}""",
        [typeof(ListAnswer<CommentVersion>)] = List($$"""
            {"revision":1,"body":"우리 공장도 참여하고 싶습니다.","byId":"{{Coordinator}}","byName":"이서연",
             "at":"2026-03-02T10:30:00+00:00"}
            """),
        [typeof(MemberDetail)] = $$"""
            { {{OfMember}},"locale":"ko","email":"seoyeon@example.kr","usesActivity":true,"version":4,
             "clusters":[{{MemberCluster}}]}
            """,
        [typeof(MemberProfile)] = Profile,
        [typeof(Page<MemberProfile>)] = List(Profile),
        [typeof(Page<BlockedOrganisation>)] = List($$"""
            {"id":"{{Organisation}}","name":"한빛정밀","at":"2026-03-05T05:00:00+00:00"}
            """),
        [typeof(Page<ClusterItem>)] = List($$"""{ {{OfCluster}} }"""),
        [typeof(ClusterDetail)] = $$"""
            { {{OfCluster}},
             "rules":{"posting":"members","commenting":"members","joining":"everyone","stageMovers":{ } },
             "source":null,"version":9,"isMember":true,"isCoordinator":false,"coordinators":[{ {{OfMember}} }]}
            """,
        [typeof(Page<ClusterMember>)] = List($$"""
            { {{OfMember}},"isCoordinator":true,"joinedAt":"2026-01-06T02:00:00+00:00"}
            """),
        [typeof(Page<OrganisationItem>)] = List($$"""{ {{OfCompany}} }"""),
        [typeof(OrganisationDetail)] = $$"""
            { {{OfCompany}},"registrationNumber":null,"source":null,"offers":"시험 설비","needs":"실증 현장",
             "homePage":"https://example.kr","registeredBy":"{{Author}}","createdAt":"2026-01-05T02:00:00+00:00",
             "version":2}
            """,
        [typeof(FlagAnswer)] = $$"""{"id":"{{Comment}}","version":1,"alreadyFlagged":false}""",
        [typeof(Page<CaseItem>)] = List(Case),
        [typeof(CaseDetail)] = $$"""
            {"case":{{Case}},"decisions":[{"decision":"hide","reason":"광고 글이어서 숨깁니다.","byId":"{{Coordinator}}",
             "byName":"이서연","at":"2026-03-05T06:00:00+00:00"}]}
            """,
        [typeof(Page<Notice>)] = List($$"""
            {"audience":"author","caseId":"{{Comment}}","ideaId":"{{Id}}","commentId":"{{Comment}}",
             "ideaTitle":"{{Title}}","decision":"hide","reason":"광고 글이어서 숨깁니다.",
             "at":"2026-03-05T06:00:00+00:00","position":1024,"isSeen":false}
            """),
        [typeof(UnseenAnswer)] = """{"unseen":1}""",
        [typeof(Page<NewsItem>)] = List($$"""
            {"ideaId":"{{Id}}","ideaTitle":"{{Title}}","commentId":null,"stage":"inReview","introduction":null,
             "organisationId":null,"organisationName":null,"memberId":null,"memberName":null,"byId":"{{Coordinator}}",
             "byName":"이서연","at":"2026-03-04T01:00:00+00:00","position":1020,
             "isSeen":false}
            """),
        [typeof(Page<IntroductionItem>)] = List($$"""
            {"id":"{{Introduction}}","memberId":"{{Author}}","memberName":"김민준",
             "askingOrganisationId":"{{Organisation}}","askingOrganisationName":"한빛정밀",
             "organisationId":"{{Asked}}","organisationName":"누리소재","ideaId":null,"ideaTitle":null,"state":"made",
             "askedAt":"2026-03-05T05:00:00+00:00","note":"두 기관 담당자에게 서로의 연락처를 보냈습니다.",
             "concludedById":"{{Coordinator}}","concludedByName":"이서연","concludedAt":"2026-03-06T02:00:00+00:00"}
            """),
        [typeof(ListAnswer<RecommendationAnswerItem>)] = List($$"""
            {"id":"{{Organisation}}","name":"한빛정밀","score":0.83,"reasons":[{"kind":"industry","share":1,
             "text":"같은 업종: 금속 가공제품 제조업","about":{"kind":"idea","id":"{{Id}}","name":"{{Title}}" } }]}
            """),
        [typeof(ListAnswer<TailAnswer>)] = List("""
            {"name":"news","position":48210,"lag":0,"parked":1,"holder":"web-1"}
            """),
        [typeof(Page<ParkedEvent>)] = List($$"""
            {"tail":"news","position":4711,"stream":"idea-{{Id}}","name":"idea.comment-posted.v1",
             "error":"System.InvalidOperationException: …","attempts":6,"parkedAt":"2026-03-05T07:00:00+00:00",
             "replayAt":null}
            """),
        [typeof(ReplayAnswer)] = """{"asked":1}""",
        [typeof(StartedAnswer)] = """{"id":"019c8f2e4d10"}""",
        [typeof(ServingAnswer)] = $$"""{"model":{{Model}},"isPinned":false,"running":null,"changes":[]}""",
        [typeof(Page<RunAnswer>)] = List(Run),
        [typeof(AnswerReport)] = $$"""
            {"days":90,"byModel":[{"model":"019c8f2e4d10-signals","trainer":"signals",
             "trainedAt":"2026-03-05T18:00:42+00:00","kind":"Organisation","figures":{{Figures}}}],
             "byPlace":[{"kind":"Organisation","place":1,"figures":{{Figures}}}]}
            """,
    };

    private static string List(string item) => $$"""{"items":[{{item}}],"next":null}""";
}
