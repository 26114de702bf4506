using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.ReadModels.Tags;
using Orleans;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// Carries out a demo plan through the same commands that members send. Every id and command id follows from the plan,
/// so a seeding that was interrupted is completed by the next one, and a complete one is not repeated.
/// </summary>
internal sealed class DemoSeeder(IGrainFactory grains, KsicCatalogue industries)
{
    /// <summary>
    /// Commands on the way at once; the log commits them in groups. Fewer than there are connections for reading on
    /// PostgreSQL (32), so that none waits for one in vain where the server is slow.
    /// </summary>
    internal const int ParallelCommandsMax = 24;

    /// <exception cref="InvalidOperationException">A command of the plan was refused; the message names it.</exception>
    public async Task SeedAsync(DemoPlan plan, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = ParallelCommandsMax,
            CancellationToken = cancellationToken,
        };
        await industries.ImportAsync(plan.Industries, cancellationToken);
        await Parallel.ForEachAsync(plan.Organisations, parallel, async (one, _) => await RegisterAsync(one));
        await Parallel.ForEachAsync(plan.Members, parallel, async (one, _) => await RegisterAsync(one));
        await Parallel.ForEachAsync(plan.Clusters, parallel, async (one, _) => await CreateAsync(one));
        await Parallel.ForEachAsync(plan.Members, parallel, async (one, _) => await JoinAsync(one));
        await Parallel.ForEachAsync(plan.Clusters, parallel, async (one, _) => await AppointAsync(one));

        var talk = new DemoIdeaSeeder(grains, plan);
        await talk.TellAsync(parallel, progress);
        await Parallel.ForEachAsync(plan.Cases, parallel, async (one, _) => await talk.ModerateAsync(one));
        await Parallel.ForEachAsync(plan.Introductions, parallel, async (one, _) => await IntroduceAsync(one));
    }

    internal static string IdOf(string key) => DerivedId.From("demo", key);

    /// <summary>A command of the plan; repeatable, because its id is.</summary>
    internal static CommandContext Context(Actor actor, DateTimeOffset at, params ReadOnlySpan<string> name) =>
        new(actor, at, DerivedId.From(["demo", "command", .. name]), MayRepeat: true);

    internal static Text TextOf(string content, params ReadOnlySpan<string> name) =>
        NewText.Of(DerivedId.From(["demo", "text", .. name]), content);

    /// <summary>A plan keeps the rules, so a refusal is a mistake in the plan.</summary>
    internal static async Task Accept(Task<Result<Receipt>> sent, string what)
    {
        var result = await sent;
        if (!result.IsAccepted)
            throw new InvalidOperationException($"Demo data: {what} was refused: {result.Refusal.Name}.");
    }

    private Task RegisterAsync(DemoOrganisation one)
    {
        var description = new OrganisationDescription(
            TextOf(one.Name, one.Key, "name"), one.Region, one.Complex, [.. one.KsicCodes], [],
            TextOf(one.Products, one.Key, "products"), TextOf(one.Offers, one.Key, "offers"),
            TextOf(one.Needs, one.Key, "needs"), HomePage: null);
        var command = new RegisterOrganisation(
            Context(Actor.System, one.CreatedAt, one.Key), (OrganisationKind)one.Kind, one.RegistrationNumber,
            description);
        return Accept(grains.GetGrain<IOrganisationGrain>(IdOf(one.Key)).Register(command), one.Name);
    }

    private async Task RegisterAsync(DemoMember one)
    {
        var id = IdOf(one.Key);
        var register = new RegisterMember(
            Context(Actor.System, one.CreatedAt, one.Key),
            new Profile(id, one.UserName, one.DisplayName), MemberOrigin.Demo, one.Locale, one.IsOperator);
        var member = grains.GetGrain<IMemberGrain>(id);
        await Accept(member.Register(register), one.UserName);

        ImmutableArray<string> tags = [.. one.KsicCodes, .. one.FreeTags];
        var change = new ChangeMember(
            Context(new Actor(id), one.CreatedAt, one.Key, "details"), tags,
            one.OrganisationKey is { } organisation ? IdOf(organisation) : null);
        await Accept(member.Change(change), one.UserName);
    }

    private Task CreateAsync(DemoCluster one)
    {
        var command = new CreateCluster(
            Context(Actor.System, one.CreatedAt, one.Key), TextOf(one.Name, one.Key, "name"),
            TextOf($"{one.Description}\n\n{one.PostingRules}", one.Key, "description"),
            [.. one.KsicCodes, .. one.FreeTags], ClusterRules.Default);
        return Accept(grains.GetGrain<IMiniClusterGrain>(IdOf(one.Key)).Create(command), one.Name);
    }

    private async Task JoinAsync(DemoMember one)
    {
        foreach (var membership in one.Memberships)
        {
            var command = new JoinCluster(
                Context(new Actor(IdOf(one.Key)), membership.JoinedAt, one.Key, "join", membership.ClusterKey),
                IdOf(one.Key));
            await Accept(grains.GetGrain<IMiniClusterGrain>(IdOf(membership.ClusterKey)).Join(command), one.UserName);
        }
    }

    private async Task IntroduceAsync(DemoIntroduction one)
    {
        var (id, asked) = (IdOf(one.MemberKey), IdOf(one.OrganisationKey));
        var member = grains.GetGrain<IMemberGrain>(id);
        await Accept(
            member.AnswerRecommendation(new AnswerRecommendation(
                Context(new Actor(id), one.At, one.Key), RecommendedKind.Organisation, asked,
                RecommendationAnswer.Introduce, new IntroductionPlace(asked, [.. one.ClusterKeys.Select(IdOf)]))),
            one.Key);
        if (one.Conclusion is not { } conclusion)
            return;
        var conclude = new ConcludeIntroduction(
            Context(new Actor(IdOf(conclusion.ByKey)), conclusion.At, one.Key, "conclusion"),
            Introduction.IdOf(id, asked), (IntroductionOutcome)conclusion.Outcome,
            TextOf(conclusion.Note, one.Key, "note"));
        await Accept(member.ConcludeIntroduction(conclude), one.Key);
    }

    private async Task AppointAsync(DemoCluster one)
    {
        foreach (var key in one.CoordinatorKeys)
        {
            var command = new AppointCoordinator(
                Context(Actor.System, one.CreatedAt, one.Key, "appoint", key), IdOf(key));
            await Accept(grains.GetGrain<IMiniClusterGrain>(IdOf(one.Key)).AppointCoordinator(command), one.Name);
        }
    }
}
