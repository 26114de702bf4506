namespace IdeaStorage.Web.Language;

/// <summary>Times as people read them, in Korean time.</summary>
public static class SiteTime
{
    private static readonly TimeZoneInfo Seoul = FindSeoul();

    public static DateTimeOffset InSeoul(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Seoul);

    /// <summary>Date and minute: <c>2026. 3. 5. 14:07</c>, or <c>5 Mar 2026 14:07 KST</c>.</summary>
    public static string Write(DateTimeOffset at, Texts texts) =>
        InSeoul(at).ToString(texts["time.format"], texts.Culture);

    // Korea has kept UTC+9 without summer time since 1988; a machine without time zone data still gets it right.
    private static TimeZoneInfo FindSeoul() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Seoul", out var found)
            ? found
            : TimeZoneInfo.CreateCustomTimeZone("Asia/Seoul", TimeSpan.FromHours(9), "KST", "KST");
}
