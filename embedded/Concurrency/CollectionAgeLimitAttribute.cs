using System.Globalization;

namespace Orleans;

/// <summary>How long an activation of the class may be idle before it is collected.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>
    /// The shortest age that can be asked for through <see cref="Days"/>, <see cref="Hours"/> and so on.
    /// </summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private TimeSpan? _ageLimit;

    /// <summary>The age is given by the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>The age is a time span as <see cref="TimeSpan.Parse(string)"/> reads it.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        _ageLimit = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days of the age.</summary>
    public double Days { get; set; }

    /// <summary>Hours of the age.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of the age.</summary>
    public double Minutes { get; set; }

    /// <summary>Never collected for age; the limit on resident activations still applies.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The resulting age.</summary>
    public TimeSpan AgeLimit => _ageLimit ??= Sum();

    private TimeSpan Sum()
    {
        if (AlwaysActive)
        {
            return TimeSpan.FromDays(short.MaxValue);
        }

        var sum = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
        return sum < MinAgeLimit ? MinAgeLimit : sum;
    }
}
