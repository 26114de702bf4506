using System.Threading.RateLimiting;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Startup;

namespace IdeaStorage.Web.Api;

/// <summary>How many requests one member or one address may send.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests per minute and member; 0: no limit.</summary>
    public int PerMemberAndMinute { get; set; } = 1_200;

    /// <summary>Requests per minute and address of visitors; 0: no limit.</summary>
    public int PerAddressAndMinute { get; set; } = 2_400;

    /// <summary>Attempts to sign in or register per minute and address; 0: no limit.</summary>
    public int SignInsPerAddressAndMinute { get; set; } = 30;

    /// <summary>Whether callers on this machine are limited too.</summary>
    public bool Loopback { get; set; }
}

/// <summary>Token buckets per member, or per address for visitors. Idle ones are dropped.</summary>
internal sealed class RateLimits(RateLimitOptions options, ServerOptions server) : IDisposable
{
    private const int SlicesPerMinute = 12;

    private readonly PartitionedRateLimiter<string> _members = Create(options.PerMemberAndMinute);
    private readonly PartitionedRateLimiter<string> _addresses = Create(options.PerAddressAndMinute);
    private readonly PartitionedRateLimiter<string> _signIns = Create(options.SignInsPerAddressAndMinute);

    /// <summary>Seconds to wait before the next request, or null: go on.</summary>
    public int? SecondsToWait(HttpContext http, SignedIn? member)
    {
        if (!options.Loopback && Loopback.IsCaller(http, server))
            return null;
        return member is null ? Take(_addresses, AddressOf(http)) : Take(_members, member.MemberId);
    }

    /// <summary>The same for an attempt to sign in or to register.</summary>
    public int? SecondsToWaitForSignIn(HttpContext http) =>
        !options.Loopback && Loopback.IsCaller(http, server) ? null : Take(_signIns, AddressOf(http));

    public void Dispose()
    {
        _members.Dispose();
        _addresses.Dispose();
        _signIns.Dispose();
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static int? Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
            : 60 / SlicesPerMinute;
    }

    private static PartitionedRateLimiter<string> Create(int perMinute) =>
        PartitionedRateLimiter.Create<string, string>(key => perMinute <= 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / SlicesPerMinute),
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / SlicesPerMinute,
                QueueLimit = 0,
            }));
}
