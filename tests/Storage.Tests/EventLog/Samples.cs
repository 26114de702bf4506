using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

internal static class Samples
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    public static Append Post(string stream, string commandId, string title = "폐열 회수 공동 연구")
    {
        var titleText = new Text($"{stream}-title", "00112233445566778899aabbccddeeff", title);
        var body = new Text($"{stream}-body", "ffeeddccbbaa99887766554433221100", "도금 공정의 폐열을 함께 쓰는 방법을 찾습니다.");
        var posted = new IdeaPosted(
            stream, "cluster-1", titleText.Ref, body.Ref, ["C25", "폐열"], IdeaStage.Open, "member-1", At);
        return new Append(stream, 0, commandId, stream, [posted]) { Texts = [titleText, body] };
    }

    public static Append Support(string stream, long version, string commandId, string member) =>
        new(stream, version, commandId, stream, [new IdeaSupported(member, At)]);

    public static Append Register(string stream, string commandId, string handle) =>
        new(stream, 0, commandId, stream,
            [new MemberRegistered(stream, MemberOrigin.Registered, "ko", false, stream, At)])
        {
            Profile = new Profile(stream, handle, "김하늘", "haneul@example.kr"),
        };
}
