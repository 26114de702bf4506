using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>What the host tells of failures that no caller hears of.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Error, "{Grain} could not be activated.")]
    public static partial void ActivationFailed(this ILogger log, Exception error, GrainId grain);

    [LoggerMessage(2, LogLevel.Error, "{Grain} failed while it was deactivated.")]
    public static partial void DeactivationFailed(this ILogger log, Exception error, GrainId grain);

    [LoggerMessage(3, LogLevel.Error, "A timer of {Grain} failed; it goes on.")]
    public static partial void TimerFailed(this ILogger log, Exception error, GrainId grain);

    [LoggerMessage(4, LogLevel.Error, "{Method} of {Grain} failed, and its caller does not wait.")]
    public static partial void OneWayCallFailed(this ILogger log, Exception error, string method, GrainId grain);

    [LoggerMessage(5, LogLevel.Error, "Reminder {Reminder} of {Grain} failed; it goes on.")]
    public static partial void ReminderFailed(this ILogger log, Exception error, string reminder, GrainId grain);

    [LoggerMessage(6, LogLevel.Warning, "{Count} activations had not ended when the stop's deadline passed.")]
    public static partial void StopWasCut(this ILogger log, int count);
}
