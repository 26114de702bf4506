namespace IdeaStorage.Silo.Configuration;

/// <summary>What is said of wrong settings, in Korean and in English.</summary>
public static class SettingsWords
{
    public static string Unknown(string path, string nearest) => Both(
        $"'{path}'은(는) 없는 설정입니다. '{nearest}'을(를) 쓰려던 것이 아닌지 확인하세요.",
        $"There is no setting '{path}'. Did you mean '{nearest}'?");

    public static string WrongValue(string path, string value, Type type)
    {
        var (korean, english) = type switch
        {
            _ when type == typeof(bool) => ("true나 false", "true or false"),
            _ when type == typeof(int) => ("0 이상의 정수", "a whole number from 0"),
            _ when type == typeof(Uri) => ("http:// 또는 https://로 시작하는 주소", "an address with http:// or https://"),
            _ => (string.Join(", ", Enum.GetNames(type)), "one of " + string.Join(", ", Enum.GetNames(type))),
        };
        return Wrong(path, $"'{value}'", korean, english);
    }

    /// <param name="path">The setting.</param>
    /// <param name="value">What it is now; nothing that could be a secret.</param>
    /// <param name="korean">What would be right.</param>
    /// <param name="english">The same in English.</param>
    public static string Wrong(string path, string value, string korean, string english) => Both(
        $"설정 '{path}'의 값 {value}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {korean}.",
        $"The setting '{path}' cannot be {value}. It takes {english}.");

    public static string Unreadable(string file, string? place) => Both(
        $"{file}을(를) 읽을 수 없습니다. JSON 형식을 확인하세요. ({place})",
        $"{file} cannot be read; check its JSON. ({place})");

    public static string NoPair(string text) => Both(
        $"--set에는 이름=값을 적으세요. 예: --set Blobs:Container=ideas ('{text}'에는 '='이 없습니다.)",
        $"--set takes name=value, such as --set Blobs:Container=ideas (there is no '=' in '{text}').");

    public static string Both(string korean, string english) => korean + "\n" + english;
}
