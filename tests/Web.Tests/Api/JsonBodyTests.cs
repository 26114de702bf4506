using System.Text;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http;

namespace IdeaStorage.Web.Tests.Api;

public sealed class JsonBodyTests
{
    private const string Rest = "\"clusterId\":\"c\",\"title\":\"t\",\"body\":\"b\"";

    [Theory]
    [InlineData("{", "JsonIsMalformed", null)]
    [InlineData("", "JsonIsMalformed", null)]
    [InlineData("{" + Rest + ",\"tags\":[]} x", "JsonIsMalformed", null)]
    [InlineData("null", "FieldHasWrongType", "")]
    [InlineData("[1]", "FieldHasWrongType", "")]
    [InlineData("{" + Rest + "}", "FieldIsMissing", "tags")]
    [InlineData("{" + Rest + ",\"tags\":[],\"colour\":1}", "FieldIsUnknown", "colour")]
    [InlineData("{" + Rest + ",\"tags\":[1]}", "FieldHasWrongType", "tags[0]")]
    [InlineData("{" + Rest + ",\"tags\":\"C27\"}", "FieldHasWrongType", "tags")]
    [InlineData("{" + Rest + ",\"tags\":[],\"isDraft\":\"yes\"}", "FieldHasWrongType", "isDraft")]
    [InlineData("{\"clusterId\":null,\"title\":\"t\",\"body\":\"b\",\"tags\":[]}", "FieldHasWrongType", "clusterId")]
    [InlineData("{" + Rest + ",\"title\":\"u\",\"tags\":[]}", "FieldIsTwice", "title")]
    [InlineData("{\"title\":\"\\ud800\"}", "TextIsHalfACharacter", "title")]
    public async Task Read_WhenTheShapeIsWrong_NamesTheField(string json, string name, string? field)
    {
        var fault = await FaultOf(Encoding.UTF8.GetBytes(json));
        Assert.Equal(name, fault?.Name);
        Assert.Equal(field, fault!.Field);
    }

    [Fact]
    public async Task Read_WhenTheBytesAreNoUtf8_SaysSo() =>
        Assert.Equal("BodyIsNotUtf8", (await FaultOf([(byte)'"', 0xC3, 0x28, (byte)'"']))?.Name);

    [Fact]
    public async Task Read_WhenItNestsTooDeeply_SaysSo()
    {
        var deep = "{\"title\":" + new string('[', 40) + new string(']', 40) + "}";
        Assert.Contains(
            (await FaultOf(Encoding.UTF8.GetBytes(deep)))?.Name, new[] { "JsonIsTooDeep", "FieldHasWrongType" });
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("inReview,open")]
    [InlineData("inReview, open")]
    [InlineData("2")]
    [InlineData(" inReview")]
    [InlineData("")]
    public async Task Read_WhenAChoiceIsUnknown_NamesTheChoices(string stage)
    {
        var request = Request(Encoding.UTF8.GetBytes($$"""{"stage":"{{stage}}","reason":"r"}"""));
        var read = await JsonBody.ReadAsync(request, ApiJson.Web.StageBody, TestContext.Current.CancellationToken);
        Assert.Equal("FieldIsNoChoice", read.Faults[0]?.Name);
        Assert.Contains("inReview", (string)read.Faults[0].Arguments[0]!);
    }

    [Fact]
    public async Task Read_WhenTheBodyIsTooLarge_StopsReading()
    {
        var request = Request(new byte[JsonBody.BytesMax + 1]);
        request.ContentLength = null;
        var read = await JsonBody.ReadAsync(request, ApiJson.Web.NewIdeaBody, TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, read.Faults[0]?.Status);
    }

    [Fact]
    public void EveryRequestExample_IsReadable()
    {
        foreach (var type in Examples.Types.Where(type => type.Name.EndsWith("Body", StringComparison.Ordinal)
            && type != typeof(ProblemBody)))
            Assert.NotNull(System.Text.Json.JsonSerializer.Deserialize(
                Examples.Of(type)!.ToJsonString(), ApiJson.Web.GetTypeInfo(type)!));
    }

    private static async Task<ShapeFault?> FaultOf(byte[] body) =>
        (await JsonBody.ReadAsync(Request(body), ApiJson.Web.NewIdeaBody, default)).Faults.FirstOrDefault();

    private static HttpRequest Request(byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        return http.Request;
    }
}
