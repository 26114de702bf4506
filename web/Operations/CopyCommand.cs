using System.CommandLine;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary>
/// <c>copy --from … --to …</c>: moves an installation from one database to another, of the same kind or not. Run again,
/// it goes on where it stopped.
/// </summary>
internal static class CopyCommand
{
    /// <param name="data">The option that names the data folder.</param>
    /// <param name="settings">What is configured.</param>
    public static Command Create(Option<DirectoryInfo> data, Settings settings)
    {
        var from = Place("--from", "The database to copy; stop its server first. / 복사할 데이터베이스. 서버를 먼저 멈추세요.", settings);
        var to = Place("--to", "An empty one. / 비어 있는 데이터베이스.", settings);
        var command = new Command(
            "copy", "Copy an installation into another database. / 설치를 다른 데이터베이스로 복사합니다.") { from, to };
        command.SetAction((parsed, cancellation) => Job.RunAsync(progress =>
        {
            var folder = parsed.GetRequiredValue(data).FullName;
            StorageAddress Of(Option<string> place) =>
                DatabasePlace.Parse(parsed.GetRequiredValue(place), folder, settings);
            return RunAsync(Of(from), Of(to), settings, progress, cancellation);
        }));
        return command;
    }

    private static async Task<JobEnd> RunAsync(
        StorageAddress from, StorageAddress to, Settings settings, IProgress<JobProgress> progress,
        CancellationToken cancellation)
    {
        await using var copy = await InstallationCopy.BeginAsync(from, to, cancellation);
        // Blobs in Azure serve both; those on the disk follow into another data folder.
        var hasOwnBlobs = !settings.Blobs.IsGiven && from.Folder != to.Folder;
        var damaged = hasOwnBlobs ? (await copy.CopyBlobsAsync(progress, cancellation)).Damaged : [];
        var report = await copy.RunAsync(withReadModels: true, progress, cancellation);
        return new JobEnd(
            report.Differences.Select(OperationWords.NotEqual).Concat(damaged.Select(OperationWords.BlobDamaged)),
            OperationWords.Of(report, copy.IsResumed, from, to));
    }

    private static Option<string> Place(string name, string description, Settings settings)
    {
        var place = new Option<string>(name)
        {
            Description = description,
            HelpName = "sqlite[:folder]|postgres[:connection]",
            Required = true,
        };
        place.Validators.Add(option =>
        {
            if (DatabasePlace.FaultOf(option.GetValueOrDefault<string>(), settings) is { } fault)
                option.AddError(fault);
        });
        return place;
    }
}
