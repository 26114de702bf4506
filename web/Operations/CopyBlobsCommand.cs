using System.CommandLine;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary>
/// <c>copy-blobs --from … --to …</c>: copies all blobs between the disk and Azure. Run again, it goes on where it
/// stopped.
/// </summary>
internal static class CopyBlobsCommand
{
    /// <param name="data">The option that names the data folder.</param>
    /// <param name="settings">What is configured.</param>
    public static Command Create(Option<DirectoryInfo> data, Settings settings)
    {
        var from = Place("--from", "Where the blobs are. / 파일(blob)이 있는 곳.", settings);
        var to = Place("--to", "Where they are copied to. / 복사할 곳.", settings);
        var command = new Command(
            "copy-blobs", "Copy blobs between disk and Azure. / 파일(blob)을 디스크와 Azure 사이에서 복사합니다.") { from, to };
        command.Validators.Add(given =>
        {
            // What is wrong with one of them alone is said of it.
            var (source, target) = (given.GetValue(from), given.GetValue(to));
            if (BlobPlace.FaultOf(source, settings) is null && BlobPlace.FaultOf(target, settings) is null
                && BlobPlace.FaultOf(source!, target!, given.GetValue(data)!) is { } fault)
                given.AddError(fault);
        });
        command.SetAction((parsed, cancellation) => Job.RunAsync(async progress =>
        {
            var opened = new List<IDisposable>();
            try
            {
                IBlobStore Open(Option<string> place) => BlobPlace.Open(
                    parsed.GetRequiredValue(place), parsed.GetRequiredValue(data), settings, opened);
                var report = await BlobCopy.RunAsync(Open(from), Open(to), progress, cancellation);
                return new JobEnd(report.Damaged.Select(OperationWords.BlobDamaged), OperationWords.Copied(report));
            }
            finally
            {
                opened.ForEach(one => one.Dispose());
            }
        }));
        return command;
    }

    private static Option<string> Place(string name, string description, Settings settings)
    {
        var place = new Option<string>(name)
        {
            Description = description,
            HelpName = "disk[:folder]|azure[:connection string]",
            Required = true,
        };
        place.Validators.Add(option =>
        {
            if (BlobPlace.FaultOf(option.GetValueOrDefault<string>(), settings) is { } fault)
                option.AddError(fault);
        });
        return place;
    }
}
