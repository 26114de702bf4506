using System.Text;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Backup;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Web.Startup;
using Spectre.Console;

namespace IdeaStorage.Web.Operations;

/// <summary>
/// Runs a command's work with a bar for each stage. Exit code 0 when all is well, 1 when it could not be done, 2 when
/// it was done and something is wrong with what it found.
/// </summary>
internal static class Job
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Wrong = 2;

    public static async Task<int> RunAsync(Func<IProgress<JobProgress>, Task<JobEnd>> work)
    {
        try
        {
            var end = await ShowAsync(work);
            var faults = end.Faults.ToList();
            faults.ForEach(Console.WriteLine);
            Console.WriteLine(end.Summary);
            return faults.Count == 0 ? Done : Wrong;
        }
        catch (Exception error) when (Explain(error) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Failed;
        }
    }

    /// <summary>Shows how far the work is.</summary>
    public static Task<T> ShowAsync<T>(Func<IProgress<JobProgress>, Task<T>> work)
    {
        Console.OutputEncoding = Encoding.UTF8;
        return Console.IsOutputRedirected
            ? work(new Lines())
            : AnsiConsole.Progress().StartAsync(bars => work(new Bars(bars)));
    }

    /// <summary>The message for a fault that the person at the machine can mend, or null for a bug.</summary>
    private static string? Explain(Exception error) => error switch
    {
        OperationCanceledException => OperationWords.Interrupted,
        InvalidBackupException backup => OperationWords.Of(backup),
        DatabaseUnusableException or StorageUnavailableException => $"{StorageWords.KoreanOf(error)}\n{error.Message}",
        ExistsAlreadyException exists => OperationWords.Of(exists),
        IOException or UnauthorizedAccessException => OperationWords.Files(error.Message),
        _ => null,
    };

    /// <summary>For a file or a pipe, which has neither colours nor a cursor: a line a quarter of each stage.</summary>
    private sealed class Lines : IProgress<JobProgress>
    {
        private readonly Dictionary<string, long> _quarters = new(StringComparer.Ordinal);

        public void Report(JobProgress value)
        {
            lock (_quarters)
            {
                var quarter = value.Total == 0 ? 4 : Math.Min(4, 4 * value.Done / value.Total);
                if (quarter <= _quarters.GetValueOrDefault(value.Stage))
                    return;
                _quarters[value.Stage] = quarter;
                Console.WriteLine($"{OperationWords.NameOf(value.Stage)}: {25 * quarter}%");
            }
        }
    }

    /// <summary>One bar a stage, in the order in which they begin.</summary>
    private sealed class Bars(ProgressContext bars) : IProgress<JobProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(JobProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                    _tasks.Add(value.Stage, task = bars.AddTask(Markup.Escape(OperationWords.NameOf(value.Stage))));
                // A stage of nothing is done when it begins.
                (task.MaxValue, task.Value) = value.Total == 0 ? (1, 1) : (value.Total, value.Done);
            }
        }
    }
}

/// <param name="Faults">What is wrong with what was found, a line each.</param>
/// <param name="Summary">What was done.</param>
internal sealed record JobEnd(IEnumerable<string> Faults, string Summary);
