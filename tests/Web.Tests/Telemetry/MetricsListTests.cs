using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace IdeaStorage.Web.Tests.Telemetry;

/// <summary>An operator finds each of our metrics in <c>docs/OPERATIONS.md</c>, and none that does not exist.</summary>
public sealed partial class MetricsListTests
{
    private const string Ours = "IdeaStorage.";

    [Fact]
    public async Task List_NamesWhatTheProgramMeasures()
    {
        var instruments = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith(Ours, StringComparison.Ordinal))
                    instruments[instrument.Name] = instrument.Meter.Name;
            },
        };
        listener.Start();
        await using var site = new Site();
        await site.InitializeAsync();

        Assert.Equal(instruments.Keys.Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));
    }

    /// <summary>The names at the head of the rows of the list.</summary>
    private static IEnumerable<string> Listed([CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "OPERATIONS.md"))
        .SkipWhile(line => line != "| metric | unit | is |")
        .Where(line => line.StartsWith("| `ideastorage.", StringComparison.Ordinal))
        .SelectMany(line => Name().Matches(line.Split('|')[1]))
        .Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([a-z.]+)`")]
    private static partial Regex Name();
}
