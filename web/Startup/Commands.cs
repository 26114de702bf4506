using System.CommandLine;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Storage;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Import;
using IdeaStorage.Web.Operations;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Startup;

/// <summary>The command line: without a sub-command the server runs. One line per sub-command, here only.</summary>
internal static class Commands
{
    public static RootCommand CreateRoot(Settings settings)
    {
        var (urls, data, database) = (Urls(settings), Data(settings), Database());
        // No default of the option: help and every wrong line print defaults, and this may hold a password.
        string DatabaseOf(ParseResult parsed) => parsed.GetValue(database) ?? settings.DatabaseOrDefault;
        StorageAddress StorageOf(ParseResult parsed) =>
            StorageAddress.Parse(DatabaseOf(parsed), parsed.GetRequiredValue(data).FullName);

        var demo = Flag(
            "--demo", settings.Demo ?? true,
            "Fill an empty installation with fictional demo data (true or false). / 빈 설치에 예시 자료를 채웁니다.");
        var proxy = Flag(
            "--proxy", settings.Proxy ?? false,
            "Requests come through a reverse proxy: nobody counts as sitting at this machine (true or false). / "
            + "역방향 프록시를 거쳐 접속합니다. 아무도 이 컴퓨터의 사용자로 여기지 않습니다.");
        var root = new RootCommand("IDEA STORAGE · 아이디어 스토리지") { urls, data, database, demo, proxy, Set() };
        root.Validators.Add(all =>
        {
            // The default fills an empty installation; only who asks for both is told that they exclude each other.
            if (all.GetValue(proxy) && all.GetResult(demo) is { Implicit: false } && all.GetValue(demo))
                all.AddError(ServerOptions.DemoBehindProxy);
        });
        root.Add(ImportCommands.Create(StorageOf, settings));
        root.Add(RebuildCommand.Create(StorageOf));
        root.Add(RebuildActivityCommand.Create(StorageOf, settings));
        root.Add(TailCommands.Create(StorageOf));
        root.Add(ResetPasswordCommand.Create(StorageOf));
        root.Add(BackupCommands.CreateBackup(StorageOf, settings));
        root.Add(BackupCommands.CreateRestore(StorageOf));
        root.Add(BackupCommands.CreateVerify(StorageOf, settings));
        root.Add(CopyCommand.Create(data, settings));
        root.Add(CopyBlobsCommand.Create(data, settings));
        root.SetAction((parsed, cancellation) => Server.RunAsync(
            new ServerOptions(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(data),
                parsed.GetRequiredValue(demo) && !parsed.GetRequiredValue(proxy), parsed.GetRequiredValue(proxy))
            {
                Settings = settings,
                Database = DatabaseOf(parsed),
            },
            cancellation));
        return root;
    }

    private static Option<string> Urls(Settings settings)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The addresses to listen on, separated by ';'. / 들을 주소(‘;’로 구분).",
            DefaultValueFactory = _ => settings.Urls ?? ServerOptions.DefaultUrls,
            HelpName = ServerOptions.DefaultUrls,
        };
        urls.Validators.Add(option =>
        {
            if (ListenAddresses.FaultOf(option.GetValueOrDefault<string>()) is { } fault)
                option.AddError(fault);
        });
        return urls;
    }

    private static Option<DirectoryInfo> Data(Settings settings) => new("--data")
    {
        Description = "The folder of keys, blobs and, with sqlite, database. / 키·파일·SQLite 데이터베이스를 두는 폴더.",
        DefaultValueFactory = _ => new DirectoryInfo(settings.Data ?? Path.Combine(ContentFolder.Find(), "data")),
        HelpName = "folder",
        Recursive = true,
    };

    private static Option<string?> Database()
    {
        var database = new Option<string?>("--database")
        {
            Description =
                "sqlite, or postgres://user@host/database; a password is better configured, as IdeaStorage__Database "
                + "in the environment. / sqlite 또는 PostgreSQL 주소. 비밀번호는 환경 변수로 주는 편이 안전합니다.",
            HelpName = "sqlite|postgres://…",
            Recursive = true,
        };
        database.Validators.Add(option =>
        {
            if (StorageAddress.FaultOf(option.GetValueOrDefault<string>()) is { } fault)
                option.AddError(fault);
        });
        return database;
    }

    private static Option<bool> Flag(string name, bool byDefault, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => byDefault,
        HelpName = "true|false",
    };

    /// <summary>Read before the command line is: see <see cref="SettingsReader"/>.</summary>
    private static Option<string[]> Set() => new(SettingsReader.SetOption)
    {
        Description = "A setting, over file and environment: --set Blobs:Container=ideas. / 설정 하나를 지정합니다.",
        HelpName = "name=value",
        Recursive = true,
    };
}
