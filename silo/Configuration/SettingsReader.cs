using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace IdeaStorage.Silo.Configuration;

/// <summary>The configuration is wrong; each fault says what, where, and what would be right.</summary>
/// <param name="faults">In Korean and in English, without secrets.</param>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults));

/// <summary>
/// Reads the settings and is strict about it: a name that does not exist is an error that names the nearest one, and a
/// value that does not fit says what would. No message repeats a value that could be a secret.
/// </summary>
public static class SettingsReader
{
    public const string FileName = "appsettings.json";
    public const string SetOption = "--set";

    /// <summary>How many letters a misspelt section may differ in to be taken for ours.</summary>
    private const int SlipsMax = 2;

    /// <summary>From the file, the environment and the command line, each over the one before.</summary>
    /// <param name="folder">Where <see cref="FileName"/> lies, if there is one.</param>
    /// <param name="arguments">The command line; what follows <see cref="SetOption"/> counts.</param>
    /// <param name="faultsOf">What is wrong with values beyond their type.</param>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    public static T Load<T>(string folder, IReadOnlyList<string> arguments, Func<T, IEnumerable<string>> faultsOf)
        where T : SiloSettings, new()
    {
        try
        {
            return Read(
                new ConfigurationBuilder()
                    .SetBasePath(folder)
                    .AddJsonFile(FileName, optional: true)
                    .AddEnvironmentVariables()
                    .AddInMemoryCollection(SetIn(arguments))
                    .Build(),
                faultsOf);
        }
        catch (InvalidDataException error)
        {
            var place = error.InnerException?.InnerException?.Message ?? error.InnerException?.Message;
            throw new SettingsException([SettingsWords.Unreadable(FileName, place)]);
        }
    }

    /// <summary>From any configuration.</summary>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    public static T Read<T>(IConfiguration configuration, Func<T, IEnumerable<string>> faultsOf)
        where T : SiloSettings, new()
    {
        var (settings, faults) = (new T(), new List<string>());
        faults.AddRange(
            configuration.GetChildren().Where(section => section.GetChildren().Any()).SelectMany(Strays<T>));
        Fill(settings, configuration.GetSection(SiloSettings.Section), faults);
        if (faults.Count == 0)
            faults.AddRange(faultsOf(settings));
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static IEnumerable<KeyValuePair<string, string?>> SetIn(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] != SetOption)
                continue;
            var pair = arguments[i + 1].Split('=', 2);
            if (pair.Length < 2)
                throw new SettingsException([SettingsWords.NoPair(pair[0])]);
            yield return new($"{SiloSettings.Section}:{pair[0]}", pair[1]);
        }
    }

    /// <summary>What was meant for our section and stands beside it: misspelt, or a group of ours alone.</summary>
    private static IEnumerable<string> Strays<T>(IConfigurationSection section)
    {
        var slips = Spelling.Distance(section.Key, SiloSettings.Section);
        if (slips is > 0 and <= SlipsMax)
            yield return SettingsWords.Unknown(section.Key, SiloSettings.Section);
        if (Find(typeof(T), section.Key) is not { } group || !IsGroup(group.PropertyType))
            yield break;
        foreach (var inner in section.GetChildren().Where(inner => Find(group.PropertyType, inner.Key) is not null))
            yield return SettingsWords.Unknown(inner.Path, $"{SiloSettings.Section}:{inner.Path}");
    }

    private static void Fill(object target, IConfigurationSection section, List<string> faults)
    {
        foreach (var child in section.GetChildren())
        {
            if (Find(target.GetType(), child.Key) is not { } property)
                faults.Add(SettingsWords.Unknown(child.Path, $"{section.Path}:{Nearest(target.GetType(), child.Key)}"));
            else if (IsGroup(property.PropertyType))
                Fill(property.GetValue(target)!, child, faults);
            else if (child.Value is { Length: > 0 } text)
                Set(target, property, text, child.Path, faults);
        }
    }

    private static void Set(object target, PropertyInfo property, string text, string path, List<string> faults)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Parse(type, text) is { } value)
            property.SetValue(target, value);
        else
            faults.Add(SettingsWords.WrongValue(path, text, type));
    }

    private static object? Parse(Type type, string text) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(bool) => bool.TryParse(text, out var value) ? value : null,
        _ when type == typeof(int) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ when type == typeof(Uri) =>
            Uri.TryCreate(text, UriKind.Absolute, out var value) && value.Scheme is "http" or "https" ? value : null,
        { IsEnum: true } => Enum.GetNames(type).FirstOrDefault(name => IsSame(name, text)) is { } name
            ? Enum.Parse(type, name)
            : null,
        _ => throw new InvalidOperationException($"Settings of type {type} are not read."),
    };

    private static PropertyInfo? Find(Type group, string name) =>
        Known(group).FirstOrDefault(property => IsSame(property.Name, name));

    private static IEnumerable<PropertyInfo> Known(Type group) =>
        group.GetProperties().Where(property => property.CanWrite);

    private static string Nearest(Type group, string name) =>
        Known(group).Select(property => property.Name).MinBy(known => Spelling.Distance(known, name))!;

    private static bool IsGroup(Type type) => type.IsClass && type != typeof(string) && type != typeof(Uri);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
