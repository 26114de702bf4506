namespace IdeaStorage.Storage.Training;

/// <summary>How a training run stands, or how it ended.</summary>
public enum RunState
{
    Running = 0,

    /// <summary>A model was published, or the present champion was better.</summary>
    Done = 1,

    /// <summary>The new model was bad; the present champion stays.</summary>
    Refused = 2,

    Failed = 3,
    Cancelled = 4,

    /// <summary>Its process ended in the middle; nothing of it counts.</summary>
    Interrupted = 5,
}

/// <summary>Why a run began.</summary>
public enum RunCause
{
    Operator = 0,
    Reminder = 1,

    /// <summary>Enough was done since the last run.</summary>
    Activity = 2,
}

/// <summary>How a run ends.</summary>
/// <param name="State">Not <see cref="RunState.Running"/>.</param>
/// <param name="Outcome">By a name that pages translate.</param>
/// <param name="Error">What was wrong, for an operator, or null.</param>
/// <param name="Publish">The model that is to serve, or null.</param>
public sealed record RunEnd(RunState State, string Outcome, string? Error = null, string? Publish = null);

/// <summary>One training run.</summary>
public sealed record TrainingRun
{
    public const int ProgressMax = 1_000;

    public required string Id { get; init; }
    public RunCause Cause { get; init; }

    /// <summary>The operator who asked for it, or null.</summary>
    public string? StartedBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public RunState State { get; init; }
    public long Seed { get; init; }

    /// <summary>The position of the log up to which it read; 0 until it has.</summary>
    public long Position { get; init; }

    /// <summary>How many acts the log had told up to there.</summary>
    public long Acts { get; init; }

    /// <summary>What it does now, by a name that pages translate: <c>evaluate</c>.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Thousandths of the whole, up to <see cref="ProgressMax"/>, which a run that is done has.</summary>
    public long Progress { get; init; }

    /// <summary>When its process last showed that it is alive.</summary>
    public DateTimeOffset BeatAt { get; init; }

    public bool CancelAsked { get; init; }

    /// <summary>How it ended, by a name that pages translate: <c>tooLittleData</c>. Null while it runs.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was wrong, for an operator; null if nothing was.</summary>
    public string? Error { get; init; }
}

/// <summary>What one trainer achieved in one run. Figures are null where it was not evaluated.</summary>
public sealed record TrainedModel
{
    /// <summary>Run and trainer: <c>0199…-signals</c>.</summary>
    public required string Id { get; init; }

    public required string RunId { get; init; }
    public required string Trainer { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The position of the log that it was made from.</summary>
    public long Position { get; init; }

    public long Seed { get; init; }
    public double? Score { get; init; }
    public long OrganisationQueries { get; init; }
    public double? OrganisationNdcg10 { get; init; }
    public double? OrganisationNdcg20 { get; init; }
    public double? OrganisationRecall20 { get; init; }
    public long IdeaQueries { get; init; }
    public double? IdeaNdcg10 { get; init; }
    public double? IdeaNdcg20 { get; init; }
    public double? IdeaRecall20 { get; init; }
    public long Milliseconds { get; init; }

    /// <summary>The blob that holds what was learned; null if it was not kept.</summary>
    public string? Blob { get; init; }

    public string? Hash { get; init; }

    /// <summary>Why it was refused, or null.</summary>
    public string? Error { get; init; }
}

/// <summary>Which model serves, and how lists are made of it.</summary>
public sealed record ModelChoice
{
    /// <summary>The model that serves; null: the built-in <c>signals</c>, which need no training.</summary>
    public string? ModelId { get; init; }

    /// <summary>Whether an operator chose it; then no run replaces it.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Rises with each choice.</summary>
    public long Version { get; init; }
}

/// <summary>A choice that was made.</summary>
public sealed record ModelChange
{
    public required long Version { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The operator, or null for a training run.</summary>
    public string? By { get; init; }

    /// <summary><c>Published</c>, <c>Pinned</c> or <c>Unpinned</c>.</summary>
    public required string Kind { get; init; }

    public string? ModelId { get; init; }
}
