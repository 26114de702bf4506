using System.CommandLine;
using System.Globalization;
using System.Text;
using IdeaStorage.Silo.Configuration;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Telemetry;
using IdeaStorage.Storage;
using IdeaStorage.Web.Startup.Configuration;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Web.Startup;
using Spectre.Console;

namespace IdeaStorage.Web.Import;

/// <summary>
/// <c>import ksic|organisations|ideascale|petitions</c>: brings files of other systems in, with a progress bar and a
/// report. Exit code 0 when the file was worked through, even if records were skipped; 1 when it could not be used,
/// none of its records fits, or the database could not be used.
/// </summary>
internal static class ImportCommands
{
    private const int Failed = 1;
    private const int PlainColumns = 140;

    private static readonly Option<FileInfo?> Report = new("--report")
    {
        Description = "보고서 전체를 JSON으로 쓸 파일. / A file to write the whole report to, as JSON.",
        HelpName = "file",
        Recursive = true,
    };

    private static readonly Option<string> Language = new("--lang")
    {
        Description = "보고서의 언어. / The report's language.",
        DefaultValueFactory = _ => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "ko",
        HelpName = "ko|en",
        Recursive = true,
    };

    private delegate Task<ImportReport> Work(
        Importer importer, IProgress<ImportProgress> progress, CancellationToken cancellation);

    /// <param name="storage">Where the command line says that the database is.</param>
    /// <param name="settings">What is configured.</param>
    public static Command Create(Func<ParseResult, StorageAddress> storage, Settings settings)
    {
        HostApplicationBuilder Build(ParseResult parsed) => Program(storage(parsed), settings);

        Language.AcceptOnlyFromAmong("ko", "en");
        return new Command("import", "다른 시스템의 자료를 가져옵니다. / Bring data of other systems in.")
        {
            Report, Language, Ksic(Build), Organisations(Build), IdeaScale(Build), Petitions(Build),
        };
    }

    private static Command Ksic(Func<ParseResult, HostApplicationBuilder> program)
    {
        var table = File("csv", "표준산업분류표(9·10차). / The official classification, revisions 9 and 10.");
        var mapping = File("mapping", "9차에서 10차로의 연계표(선택). / The mapping from revision 9 to 10, if there is one.");
        mapping.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("ksic", "한국표준산업분류. / The Korean industry classification.") { table, mapping };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, program,
            (importer, progress, token) => importer.ImportKsicAsync(
                parsed.GetRequiredValue(table), parsed.GetValue(mapping), progress, token),
            cancellation));
        return command;
    }

    private static Command Organisations(Func<ParseResult, HostApplicationBuilder> program)
    {
        var file = File("csv", "상장 기업 목록. / The listed companies.");
        var command = new Command("organisations", "기업과 그 업종·제품·지역. / Companies with industry, products, region.")
        {
            file,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, program,
            (importer, progress, token) =>
                importer.ImportOrganisationsAsync(parsed.GetRequiredValue(file), progress, token),
            cancellation));
        return command;
    }

    private static Command IdeaScale(Func<ParseResult, HostApplicationBuilder> program)
    {
        var ideas = File("ideas", "아이디어 CSV. / The ideas.");
        var comments = File("comments", "의견 CSV. / The comments.");
        var command = new Command("ideascale", "IdeaScale에서 내보낸 자료. / An IdeaScale export.") { ideas, comments };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, program,
            (importer, progress, token) => importer.ImportIdeaScaleAsync(
                parsed.GetRequiredValue(ideas), parsed.GetRequiredValue(comments), progress, token),
            cancellation));
        return command;
    }

    private static Command Petitions(Func<ParseResult, HostApplicationBuilder> program)
    {
        var file = File("jsonl", "한 줄에 청원 하나(JSON). / One petition a line, as JSON.");
        var command = new Command("petitions", "청원 글. / Petition texts.") { file };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, program,
            (importer, progress, token) =>
                importer.ImportPetitionsAsync(parsed.GetRequiredValue(file), progress, token),
            cancellation));
        return command;
    }

    private static Argument<string> File(string name, string description) => new(name) { Description = description };

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, HostApplicationBuilder> program, Work work,
        CancellationToken cancellation)
    {
        var words = new ImportWords(parsed.GetRequiredValue(Language) == "ko");
        try
        {
            var report = await ImportAsync(program(parsed), work, words, cancellation);
            if (parsed.GetValue(Report) is { } file)
            {
                await System.IO.File.WriteAllTextAsync(file.FullName, report.ToJson(), cancellation);
            }

            if (report.Sections.FirstOrDefault(section => section.NothingFits) is not { } wrong)
                return 0;
            await Console.Error.WriteLineAsync(words.NothingFits(wrong));
            return Failed;
        }
        catch (Exception exception) when (Explain(exception, words) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    private static async Task<ImportReport> ImportAsync(
        HostApplicationBuilder program, Work work, ImportWords words, CancellationToken cancellation)
    {
        using var host = program.Build();
        var console = host.Services.GetRequiredService<IAnsiConsole>();
        await host.StartAsync(cancellation);
        var report = await console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars => work(
                host.Services.GetRequiredService<Importer>(), new ImportBars(bars, words), cancellation));
        await host.StopAsync(cancellation);
        ImportReportPrinter.Print(report, console, words);
        return report;
    }

    /// <summary>The program without pages, and without what goes on in the background.</summary>
    internal static HostApplicationBuilder Program(StorageAddress storage, Settings settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddLogs(settings.Logs);
        // The report says what was done; beside it only what went wrong is worth a line.
        if (settings.Logs.Level < LogLevel.Warning)
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddIdeaStorage(storage, settings, isCommand: true);
        storage.CheckIsCurrent(mayBeNew: true);
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddSingleton(_ => ConsoleOf(settings.Logs));
        return builder;
    }

    private static IAnsiConsole ConsoleOf(LogSettings logs)
    {
        Console.OutputEncoding = Encoding.UTF8;
        var people = Logs.ForPeople(logs);
        if (people == Console.Out && !Console.IsOutputRedirected) return AnsiConsole.Console;
        // A file or pipe has no colours, and no width of its own for which the table should be broken.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(people),
        });
        console.Profile.Width = PlainColumns;
        return console;
    }

    /// <summary>The message for a fault that the person at the machine can mend, or null for a bug.</summary>
    private static string? Explain(Exception exception, ImportWords words) => exception switch
    {
        ImportFileException file => words.Of(file.Reason),
        ClusterUnusableException cluster => $"{cluster.Korean}\n{cluster.Message}",
        OperationCanceledException => words.Interrupted,
        DatabaseUnusableException or StorageUnavailableException =>
            words.DatabaseUnusable(StorageWords.KoreanOf(exception), exception.Message),
        IOException or UnauthorizedAccessException => words.FileUnwritable(exception.Message),
        AggregateException { InnerExceptions: [var only] } => Explain(only, words),
        _ => null,
    };
}
