using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Simulation.Tests.Machines;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Members;

/// <summary>The members of a run, all at work at the same time.</summary>
internal sealed class Crowd(Simulation run)
{
    private const int AttemptsMax = 3;

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(4);

    private readonly Chance _chance = run.Chance.Branch();
    private readonly Acts _acts = new(run);
    private int _left;

    /// <summary>Members, organisations and clusters, before anything may fail.</summary>
    public async Task FoundAsync()
    {
        var known = _acts.Known;
        foreach (var member in known.Members)
            await Found(_acts.Make(
                Act.RegisterMember, Streams.Member(member), Actor.System,
                context => new RegisterMember(
                    context, new Profile(member, $"name-{member}", $"회원 {member}"), MemberOrigin.Registered, "ko",
                    member == Known.Operator),
                (grains, command) => grains.GetGrain<IMemberGrain>(member).Register(command)));
        foreach (var organisation in known.Organisations)
            await Found(_acts.Make(
                Act.RegisterOrganisation, Streams.Organisation(organisation), Actor.System,
                context => Organisations.Register(context, _acts, organisation),
                (grains, command) => grains.GetGrain<IOrganisationGrain>(organisation).Register(command)));
        foreach (var (cluster, coordinator) in known.Clusters.Zip(known.Members))
        {
            await FoundCluster(cluster, coordinator);
            foreach (var member in known.Members.Where(any => any is not Known.Stranger and not Known.Operator))
                await Found(_acts.Make(
                    Act.JoinCluster, Streams.Cluster(cluster), new Actor(member),
                    context => new JoinCluster(context, member),
                    (grains, command) => grains.GetGrain<IMiniClusterGrain>(cluster).Join(command)));
        }

        foreach (var sent in _acts.Project())
            await Found(sent);
    }

    /// <summary>Has members carry out so many commands in all, each member one after the other.</summary>
    public async Task ActAsync(int commands, Nemesis nemesis)
    {
        _left = commands;
        await Task.WhenAll(_acts.Known.Members.Select(member => LiveAsync(member, nemesis)));
    }

    /// <summary>Everyone learns what became of their commands, as far as they may ask again.</summary>
    public async Task SettleAsync()
    {
        foreach (var sent in run.Ledger.All.Where(sent => sent.Answer is null && sent.MayRepeat).ToList())
            await run.Ledger.SendAsync(sent, AttemptsMax);
        foreach (var sent in run.Ledger.All.Where(sent => sent.Answer is null && sent.MayRepeat))
            throw new SimulationFailure($"{sent.Id} got no answer, though nothing fails any more.");
    }

    private async Task LiveAsync(string member, Nemesis nemesis)
    {
        while (_left-- > 0)
        {
            await Task.Delay(Pause(), run.Time);
            nemesis.OnCommand();
            if (_chance.OneIn(12) && AnyEarlier(member) is { } earlier)
                await run.Ledger.SendAsync(earlier, attemptsMax: 1);
            else if (_acts.Next(member) is { } sent)
                await run.Ledger.SendAsync(sent, _chance.OneIn(3) ? 1 : AttemptsMax);
        }
    }

    // Mostly seconds; at times long enough for grains to leave the memory.
    private TimeSpan Pause() =>
        _chance.OneIn(60) ? 3 * run.IdleTime : _chance.Between(TimeSpan.Zero, PauseMax);

    private Sent? AnyEarlier(string member)
    {
        var earlier = run.Ledger.All
            .Where(sent => sent.MayRepeat && sent.Command.Context.Actor.MemberId == member)
            .ToList();
        return earlier.Count == 0 ? null : _chance.Of(earlier);
    }

    private async Task FoundCluster(string cluster, string coordinator)
    {
        await Found(_acts.Make(
            Act.CreateCluster, Streams.Cluster(cluster), Actor.System,
            context => new CreateCluster(
                context, _acts.Text("미니클러스터"), _acts.Text("함께 만드는 곳"), ["c29"], ClusterRules.Default),
            (grains, command) => grains.GetGrain<IMiniClusterGrain>(cluster).Create(command)));
        await Found(_acts.Make(
            Act.AppointCoordinator, Streams.Cluster(cluster), Actor.System,
            context => new AppointCoordinator(context, coordinator),
            (grains, command) => grains.GetGrain<IMiniClusterGrain>(cluster).AppointCoordinator(command)));
    }

    private async Task Found(Sent sent)
    {
        await run.Ledger.SendAsync(sent, AttemptsMax);
        SimulationFailure.Unless(sent.Answer is { IsAccepted: true }, $"{sent.Act} {sent.Stream} was refused.");
    }
}
