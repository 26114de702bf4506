using System.CommandLine;
using IdeaStorage.Web.Import;

namespace IdeaStorage.Web.Startup;

/// <summary>The command line: without a sub-command the server runs. One line per sub-command, here only.</summary>
internal static class Commands
{
    public static readonly Option<string> Urls = new("--urls")
    {
        Description = "The addresses to listen on, separated by ';'. / 들을 주소(‘;’로 구분).",
        DefaultValueFactory = _ => ServerOptions.DefaultUrls,
        HelpName = ServerOptions.DefaultUrls,
    };

    public static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The folder of database, blobs and keys. / 데이터베이스·파일·키를 두는 폴더.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(ContentFolder.Find(), "data")),
        HelpName = "folder",
        Recursive = true,
    };

    public static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Fill an empty installation with fictional demo data (true or false). / 빈 설치에 예시 자료를 채웁니다.",
        DefaultValueFactory = _ => true,
        HelpName = "true|false",
    };

    public static readonly Option<bool> Proxy = new("--proxy")
    {
        Description =
            "Requests come through a reverse proxy: nobody counts as sitting at this machine (true or false). / "
            + "역방향 프록시를 거쳐 접속합니다. 아무도 이 컴퓨터의 사용자로 여기지 않습니다.",
        DefaultValueFactory = _ => false,
        HelpName = "true|false",
    };

    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("IDEA STORAGE · 아이디어 스토리지") { Urls, Data, Demo, Proxy };
        Urls.Validators.Add(option =>
        {
            if (ServerOptions.FaultOf(option.GetValueOrDefault<string>()) is { } fault)
                option.AddError(fault);
        });
        root.Validators.Add(all =>
        {
            // The default fills an empty installation; only who asks for both is told that they exclude each other.
            if (all.GetValue(Proxy) && all.GetResult(Demo) is { Implicit: false } && all.GetValue(Demo))
                all.AddError(ServerOptions.DemoBehindProxy);
        });
        root.Add(ImportCommands.Create(Data));
        root.Add(RebuildCommand.Create(Data));
        root.Add(TailCommands.Create(Data));
        root.SetAction((parsed, cancellation) => Server.RunAsync(
            new ServerOptions(
                parsed.GetRequiredValue(Urls), parsed.GetRequiredValue(Data),
                parsed.GetRequiredValue(Demo) && !parsed.GetRequiredValue(Proxy), parsed.GetRequiredValue(Proxy)),
            cancellation));
        return root;
    }
}
