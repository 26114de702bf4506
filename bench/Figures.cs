using System.CommandLine;
using System.Globalization;

namespace IdeaStorage.Bench;

/// <summary>
/// The figures that a command measured, in the order in which they were added. Every command ends by printing one
/// line per figure, <c>name TAB value TAB unit</c>, and writes the same lines to the file named by <c>--out</c>, so
/// that another program can compare two runs.
/// </summary>
/// <param name="asMeasured">Gets each line at once, where a command takes long; null: nobody does.</param>
internal sealed class Figures(TextWriter? asMeasured = null)
{
    private readonly List<string> _lines = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The option <c>--out &lt;file&gt;</c> that every command takes.</summary>
    public static Option<FileInfo?> OutOption { get; } = new("--out")
    {
        Description = "Write the figures to this file as well, one line each: name, value, unit, separated by tabs.",
        Recursive = true,
    };

    /// <summary>
    /// Adds a figure. The value is printed with up to six significant digits, in the invariant culture.
    /// </summary>
    /// <exception cref="ArgumentException">The name was added before, or name or unit would break the line.</exception>
    public void Add(string name, double value, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        if (name.AsSpan().ContainsAny('\t', '\n', '\r') || unit.AsSpan().ContainsAny('\t', '\n', '\r'))
            throw new ArgumentException("A name or unit contains a tab or a line break.", nameof(name));
        if (!_names.Add(name))
            throw new ArgumentException($"The figure {name} was added before.", nameof(name));
        _lines.Add($"{name}\t{Format(value)}\t{unit}");
        asMeasured?.WriteLine(_lines[^1]);
    }

    /// <summary>Prints the figures to standard output and to the <c>--out</c> file, if one was named.</summary>
    public void Write(ParseResult parsed)
    {
        foreach (var line in _lines)
            Console.WriteLine(line);
        if (parsed.GetValue(OutOption) is { } file)
            File.WriteAllLines(file.FullName, _lines);
    }

    // Whole numbers are printed whole: "1000000" compares better than "1E+06".
    private static string Format(double value) =>
        Math.Abs(value) is >= 1e5 and < 1e15
            ? Math.Round(value).ToString("F0", CultureInfo.InvariantCulture)
            : value.ToString("G6", CultureInfo.InvariantCulture);
}
