using System.Collections.Concurrent;
using IdeaStorage.Silo.Import;
using Spectre.Console;

namespace IdeaStorage.Web.Import;

/// <summary>One bar per section. Called from several threads, out of order; a bar never goes back.</summary>
internal sealed class ImportBars(ProgressContext bars, ImportWords words) : IProgress<ImportProgress>
{
    private readonly ConcurrentDictionary<string, ProgressTask> _tasks = new();

    public void Report(ImportProgress value)
    {
        var task = _tasks.GetOrAdd(value.Section, name => bars.AddTask(Markup.Escape(words.NameOf(name)), maxValue: 1));
        lock (task)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = Math.Max(task.Value, value.Done);
        }
    }
}
