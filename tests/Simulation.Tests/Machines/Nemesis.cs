namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>Crashes, stops, cuts and mends the fleet while members are at work.</summary>
internal sealed class Nemesis(Simulation run)
{
    private const int CommandsBetweenStrikes = 14;

    private static readonly TimeSpan DownMax = TimeSpan.FromSeconds(3);

    private readonly Chance _chance = run.Chance.Branch();
    private Task _striking = Task.CompletedTask;

    /// <summary>A member is about to send a command: perhaps something happens meanwhile.</summary>
    public void OnCommand()
    {
        if (_striking.IsCompletedSuccessfully && _chance.OneIn(CommandsBetweenStrikes))
            _striking = StrikeAsync();
    }

    /// <summary>Ends with one process, and with no cut between any.</summary>
    public async Task MendAsync()
    {
        await _striking;
        while (run.Fleet.Alive.Count > 1)
            run.Fleet.Crash(_chance.Of(run.Fleet.Alive));
    }

    private async Task StrikeAsync()
    {
        await Task.Delay(_chance.Between(TimeSpan.Zero, DownMax), run.Time);
        var fleet = run.Fleet;
        if (fleet.Alive.Count == 1 && _chance.OneIn(2))
        {
            run.Coverage.Count(Fault.Partition);
            await fleet.StartAsync();
        }
        else if (_chance.OneIn(4))
        {
            run.Coverage.Count(Fault.Restart);
            await fleet.StopAsync(_chance.Of(fleet.Alive));
        }
        else
        {
            fleet.Crash(_chance.Of(fleet.Alive));
            await Task.Delay(_chance.Between(TimeSpan.Zero, DownMax), run.Time);
        }

        if (fleet.Alive.Count == 0)
            await fleet.StartAsync();
    }
}
