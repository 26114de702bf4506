namespace IdeaStorage.Silo.Hosting;

/// <summary>
/// The cluster that is configured cannot be joined. It says why and what to do to the person at the machine; the
/// program ends with an exit code ≠ 0.
/// </summary>
/// <param name="korean">What is wrong and what to do, in Korean.</param>
/// <param name="english">The same in English; also the message.</param>
/// <param name="inner">What was thrown, if anything was.</param>
public sealed class ClusterUnusableException(string korean, string english, Exception? inner = null)
    : Exception(english, inner)
{
    public string Korean { get; } = korean;
}
