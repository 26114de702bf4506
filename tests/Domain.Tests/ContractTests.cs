using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using Orleans;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests;

/// <summary>What stored logs, snapshots and grain calls rely on.</summary>
public sealed class ContractTests
{
    private static readonly Type[] All = typeof(IEvent).Assembly.GetTypes();

    private static readonly Type[] Events = [.. All.Where(type => type.IsClass && type.IsAssignableTo(typeof(IEvent)))];

    private static readonly Type[] Travelling =
    [
        .. All.Where(type => type.IsClass && type.IsAssignableTo(typeof(ICommand))),
        .. All.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null),
    ];

    [Fact]
    public void EveryEvent_HasAVersionedNameOfItsOwn()
    {
        var names = Events.Select(type => type.GetCustomAttribute<EventNameAttribute>()?.Name).ToList();
        Assert.All(names, name => Assert.Matches("^[a-z]+\\.[a-z-]+\\.v[1-9][0-9]*$", name));
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.True(names.Count >= 30);
    }

    [Fact]
    public void EveryEvent_IsASealedRecordWithoutProse() => Assert.All(Events, type =>
    {
        Assert.True(type.IsSealed);
        Assert.DoesNotContain(type.GetProperties(), property => property.PropertyType == typeof(Text));
        Assert.DoesNotContain(type.GetProperties(), property => property.PropertyType == typeof(Profile));
    });

    [Fact]
    public void EveryTravellingRecord_HasAnAliasOfItsOwnAndNumbersEachField()
    {
        var types = Travelling.Distinct().ToList();
        Assert.All(types, type =>
        {
            Assert.NotNull(type.GetCustomAttribute<GenerateSerializerAttribute>());
            Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
            var settable = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanWrite).ToList();
            var ids = settable.Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).ToList();
            Assert.DoesNotContain(null, ids);
            Assert.Equal(ids.Count, ids.Distinct().Count());
            // What is kept beside the properties does not travel, and says so.
            Assert.All(
                type.GetFields(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Where(field => field.GetCustomAttribute<CompilerGeneratedAttribute>() is null),
                field => Assert.NotNull(field.GetCustomAttribute<NonSerializedAttribute>()));
        });
        var aliases = types.Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    [Fact]
    public void EveryTypeInATravellingRecord_TravelsToo()
    {
        var parts = Travelling.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.CanWrite)
            .Select(property => property.PropertyType)
            .Where(type => type.Assembly == typeof(IEvent).Assembly)
            .Where(type => type is { IsEnum: false, IsGenericParameter: false });
        Assert.All(parts, type => Assert.NotNull(type.GetCustomAttribute<GenerateSerializerAttribute>()));
    }

    [Fact]
    public void EveryRefusal_IsInTheCatalogOnce()
    {
        var classes = All.Where(type => type.IsPublic && type.Name.EndsWith("Refusals", StringComparison.Ordinal));
        Assert.Equal(classes.OrderBy(type => type.Name), RefusalCatalog.Sources.OrderBy(type => type.Name));
        Assert.Equal(RefusalCatalog.Names.Count, RefusalCatalog.Names.Distinct().Count());
        Assert.Contains(nameof(IdeaRefusals.OnlyClusterMembersMayPost), RefusalCatalog.Names);
        Assert.Contains(nameof(TextRefusals.TextMustBeWellFormed), RefusalCatalog.Names);
    }

    [Fact]
    public void EveryRefusalWithoutArguments_BearsTheNameOfItsRule()
    {
        foreach (var property in RefusalCatalog.Sources.SelectMany(source => source.GetProperties()))
            Assert.Equal(property.Name, ((Refusal)property.GetValue(null)!).Name);
        Assert.Equal(nameof(IdeaRefusals.IdeaTitleLengthOutOfRange), IdeaRefusals.IdeaTitleLengthOutOfRange(3).Name);
        Assert.Equal(["4", "120", "3"], IdeaRefusals.IdeaTitleLengthOutOfRange(3).Arguments.AsEnumerable());
    }

    [Fact]
    public void EveryState_SurvivesASnapshot()
    {
        Survives(Scenario.Given<Idea>(
            Posted(), new IdeaSupported("jisu", Noon), new IdeaFollowed("jisu", Noon), Commented("c1"),
            Turned(Visibility.Hidden, "c1"), Moved(IdeaStage.Open, IdeaStage.InReview),
            new ParticipantsChanged(["org-1", "org-2"], [], "hyunwoo", Noon)));
        Survives(Scenario.Given<Member>(
            new MemberRegistered("mina", MemberOrigin.Demo, "en", true, "mina", Noon),
            new MemberTagsChanged(["C27", "수소"], "mina", Noon),
            new MemberActivityUseChanged(false, "mina", Noon),
            new OrganisationBlocked("org-1", "mina", Noon),
            new IntroductionAsked("n", RecommendedKind.Idea, "i", "org-2", [ClusterId], "mina", Noon),
            new IntroductionConcluded(
                "n", null, "org-2", IntroductionOutcome.Made, Prose("이어 주었습니다.").Ref, "hyunwoo", Noon),
            new RecommendationAnswered(RecommendedKind.Idea, "i", RecommendationAnswer.Interested, "mina", Noon)));
        Survives(MiniClusters.Clusters.Peopled);
        Survives(Scenario.Given<Case>(
            new ContentFlagged("c1", new CaseTarget(ClusterId, IdeaId, "c1", "mina"), FlagCategory.Abuse, null,
                "jisu", Noon),
            new CaseDecided(CaseDecision.Remove, Prose("네").Ref, "hyunwoo", Noon)));
        Survives(Scenario.Given<Organisation>(new OrganisationRegistered(
            "org-1", OrganisationKind.Institute, null, Prose("연구소").Ref,
            new OrganisationDetails("대전", null, ["M70"], [], null, null, null, null), "krx:1", "mina", Noon)));
    }

    [Fact]
    public void EveryState_BeforeItsFirstEvent_DoesNotExist()
    {
        Assert.False(Idea.Empty.Exists || Member.Empty.Exists || MiniCluster.Empty.Exists || Case.Empty.Exists);
        Assert.False(Organisation.Empty.Exists);
    }

    private static void Survives<TState>(TState state)
        where TState : class, IAggregate<TState>
    {
        var written = JsonSerializer.Serialize(state);
        var read = JsonSerializer.Deserialize<TState>(written)!;
        Assert.True(read.Exists);
        Assert.Equal(written, JsonSerializer.Serialize(read));
    }
}
