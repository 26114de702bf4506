using System.Net;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>The form with which a mini-cluster is changed.</summary>
public sealed class EditClusterTests(World world) : IClassFixture<World>
{
    private string Cluster => $"/clusters/{world.Cluster}";

    private string Form => Cluster + "/edit";

    [Fact]
    public async Task Edit_ByACoordinator_ChangesTextsTagsAndRules()
    {
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        Assert.NotNull((await GetAsync(coordinator, Cluster)).QuerySelector($"a[href='{Form}']"));
        Assert.Null((await GetAsync(coordinator, Form)).QuerySelector("[name=lifecycle]"));

        var (status, page) = await PostAsync(coordinator, Form, Form, Fields("폐열 나눔", posting: "Everyone"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("폐열 나눔", page.QuerySelector("h1")!.TextContent);
        var read = await world.Member.Get($"/api/v1/clusters/{world.Cluster}");
        Assert.Equal("everyone", read.GetProperty("rules").GetProperty("posting").GetString());
        Assert.Equal(["C27", "폐열"], read.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).Order());
    }

    [Fact]
    public async Task Edit_WhenItIsRefused_KeepsWhatWasTypedAndNamesTheField()
    {
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        var (status, page) = await PostAsync(coordinator, Form, Form, Fields("열", posting: "CoordinatorsOnly"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("true", page.QuerySelector("#name")!.GetAttribute("aria-invalid"));
        Assert.Equal(
            "CoordinatorsOnly", page.QuerySelector("[name=posting] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Lifecycle_IsTheOperatorsAlone()
    {
        var id = await world.Operator.Create("/api/v1/clusters", World.NewCluster("닫힐 클러스터"));
        await world.Operator.Send(HttpMethod.Put, $"/api/v1/clusters/{id}/coordinators/{world.Coordinator.Id}");
        var form = $"/clusters/{id}/edit";
        var fields = Fields("닫힐 클러스터", posting: "Members");
        fields["lifecycle"] = "Closed";
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(coordinator, form, form, new(fields))).Item1);
        using var @operator = await world.Site.SignInAsync(world.Operator);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(@operator, form, form, new(fields))).Item1);
        var read = await world.Member.Get($"/api/v1/clusters/{id}");
        Assert.Equal("closed", read.GetProperty("lifecycle").GetString());
    }

    [Fact]
    public async Task Form_IsRefusedToOthers()
    {
        using var member = await world.Site.SignInAsync(world.Member);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Null((await GetAsync(member, Cluster)).QuerySelector($"a[href='{Form}']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync(Form, cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/clusters/none/edit", cancellation)).StatusCode);
    }

    private static Dictionary<string, string> Fields(string name, string posting) => new()
    {
        ["name"] = name,
        ["description"] = "폐열을 나누어 씁니다.",
        ["tags"] = "C27, 폐열",
        ["posting"] = posting,
        ["commenting"] = "Members",
        ["joining"] = "Everyone",
    };
}
