using System.Globalization;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using Orleans;

namespace IdeaStorage.Simulation.Tests.Members;

/// <summary>One command of a member, and what the member was told of it.</summary>
internal sealed record Sent(Act Act, string Stream, ICommand Command, Func<IGrainFactory, Task<Result<Receipt>>> Send)
{
    /// <summary>It must meet one of these refusals whatever the state is; none: nothing is known of it.</summary>
    public IReadOnlyList<string> MustBeRefused { get; init; } = [];

    public string Id => Command.Context.CommandId;

    /// <summary>The comment that it is about, or null. Its receipt counts the comment's revisions.</summary>
    public string? CommentId => Command switch
    {
        PostComment post => post.CommentId,
        EditComment edit => edit.CommentId,
        _ => null,
    };

    /// <summary>Whether it may be sent again under the same id.</summary>
    public bool MayRepeat => Command.Context.MayRepeat;

    /// <summary>The stream's version when it was first sent.</summary>
    public long SentAtVersion { get; set; }

    /// <summary>The stream's version when it was answered.</summary>
    public long AnsweredAtVersion { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The answer, or null as long as nobody told.</summary>
    public Result<Receipt>? Answer { get; set; }
}

/// <summary>All commands of a run.</summary>
internal sealed class Ledger(Simulation run)
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly List<Sent> _sent = [];
    private readonly Dictionary<string, Sent> _byId = new(StringComparer.Ordinal);
    private int _numbers;

    public IReadOnlyList<Sent> All => _sent;

    public Sent? Find(string commandId) => _byId.GetValueOrDefault(commandId);

    /// <summary>The next number for an id.</summary>
    public string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_numbers}");

    /// <summary>Sends a command until it is answered, or until its member gives up.</summary>
    /// <param name="sent">The command.</param>
    /// <param name="attemptsMax">How often it is sent at most, if it may be repeated.</param>
    public async Task SendAsync(Sent sent, int attemptsMax)
    {
        if (_byId.TryAdd(sent.Id, sent))
        {
            _sent.Add(sent);
            sent.SentAtVersion = run.Checks.VersionOf(sent.Stream);
        }

        for (var attempt = 1; attempt <= attemptsMax; attempt++)
        {
            if (sent.Attempts++ > 0)
                run.Coverage.Count(sent.Act, Ending.Repeated);
            run.Write($"{sent.Id} {sent.Command.Context.Actor.MemberId} {sent.Act} {sent.Stream}");
            try
            {
                Take(sent, await run.Fleet.CallAsync(sent.Send));
                return;
            }
            catch (Exception error) when (LeavesOpen(error))
            {
                run.Write($"{sent.Id} {error.GetType().Name}");
                if (error is TimeoutException)
                    run.Coverage.Count(Fault.CallerGaveUp);
                if (!sent.MayRepeat)
                    return;
            }

            await Task.Delay(attempt * TryAgainAfter, run.Time);
        }
    }

    /// <summary>Whether an exception is one that a caller may meet; it says nothing of the outcome.</summary>
    private static bool LeavesOpen(Exception error) => error
        is StorageUnavailableException or TimeoutException or Machines.ProcessCrashedException
        or Orleans.Runtime.SiloUnavailableException or OperationCanceledException
        // The loser of many races in a row gives up.
        || (error is InvalidOperationException
            && error.Message.Contains("still at another version", StringComparison.Ordinal));

    private void Take(Sent sent, Result<Receipt> answer)
    {
        run.Write(answer.IsAccepted
            ? $"{sent.Id} version {answer.Value.Version}"
            : $"{sent.Id} refused: {answer.Refusal.Name}");
        sent.AnsweredAtVersion = run.Checks.VersionOf(sent.Stream);
        run.Checks.OnAnswer(sent, answer);
        if (sent.Answer is not { IsAccepted: true })
            sent.Answer = answer;
    }
}
