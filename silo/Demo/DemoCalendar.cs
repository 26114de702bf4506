namespace IdeaStorage.Silo.Demo;

/// <summary>When things happen: mostly in Korean office hours, some in the evening, few at the weekend.</summary>
internal sealed class DemoCalendar(DemoRandom random, DateTimeOffset now)
{
    private const int ChanceOfWeekendPercent = 12;
    private const int ChanceOfEveningPercent = 18;
    private static readonly TimeSpan Korea = TimeSpan.FromHours(9);

    public DateTimeOffset Now { get; } = now;

    /// <summary>A likely moment about so many days before now.</summary>
    public DateTimeOffset DaysAgo(double days) => Likely(Now.AddDays(-days), Now.AddDays(-days - 2), Now);

    /// <summary>A likely moment at about this share of the way from a moment to now, always after it.</summary>
    public DateTimeOffset Between(DateTimeOffset from, double share) =>
        Likely(from + ((Now - from) * share), from, Now);

    /// <summary>A likely moment some time after another: minutes at best, days at worst; before an end.</summary>
    public DateTimeOffset After(DateTimeOffset from, double hoursTypical, DateTimeOffset end)
    {
        // The exponential distribution: most answers come soon, a few come late.
        var hours = -Math.Log(1 - random.Fraction()) * hoursTypical;
        return Likely(from.AddHours(hours).AddMinutes(random.Between(4, 40)), from, end);
    }

    /// <summary>The nearest later moment at which people write; if that is too late, any moment in between.</summary>
    private DateTimeOffset Likely(DateTimeOffset wanted, DateTimeOffset earliest, DateTimeOffset end)
    {
        var local = wanted.ToOffset(Korea);
        var isWeekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        if (isWeekend && random.Below(100) >= ChanceOfWeekendPercent)
            local = local.AddDays(local.DayOfWeek == DayOfWeek.Saturday ? 2 : 1);
        if (local.Hour is < 8 or >= 19)
            local = Moved(local);
        var found = Whole(local);
        return found > earliest && found < end ? found : InBetween(earliest, end);
    }

    private DateTimeOffset Moved(DateTimeOffset local)
    {
        var day = new DateTimeOffset(local.Date, Korea);
        if (local.Hour >= 19 && random.Below(100) < ChanceOfEveningPercent)
            return day.AddHours(19).AddMinutes(random.Between(0, 239)).AddSeconds(random.Below(60));
        var next = local.Hour >= 19 ? day.AddDays(1) : day;
        next = next.DayOfWeek switch
        {
            DayOfWeek.Saturday => next.AddDays(2),
            DayOfWeek.Sunday => next.AddDays(1),
            _ => next,
        };
        return next.AddHours(8).AddMinutes(random.Between(5, 250)).AddSeconds(random.Below(60));
    }

    private DateTimeOffset InBetween(DateTimeOffset earliest, DateTimeOffset end) =>
        earliest + ((end - earliest) * (0.05 + (0.4 * random.Fraction())));

    /// <summary>Databases of ours keep milliseconds; whole seconds survive every round trip.</summary>
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
