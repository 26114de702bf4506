using System.Globalization;

namespace IdeaStorage.Silo.Import.IdeaScale;

/// <summary>
/// Times as IdeaScale writes them: <c>18/Aug/20 9:48 PM</c>, or a day alone: <c>13/Sep/20</c>. The export names no time
/// zone; times are taken as UTC, so that every import of a file gives the same ones.
/// </summary>
internal static class IdeaScaleDates
{
    private static readonly string[] Formats =
    [
        "d/MMM/yy h:mm tt", "d/MMM/yy", "d/MMM/yyyy h:mm tt", "d/MMM/yyyy", "d/MMM/yy H:mm", "d/MMM/yyyy H:mm",
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time, or null when it cannot be read, is before 2000 or after <paramref name="now"/>.</summary>
    public static DateTimeOffset? Read(string cell, DateTimeOffset now)
    {
        var isRead = DateTimeOffset.TryParseExact(
            cell.Trim(), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AllowInnerWhite | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time);
        return isRead && time >= Earliest && time <= now ? time : null;
    }
}
