using System.Text.Json;
using System.Text.RegularExpressions;

using IdeaStorage.Silo.Demo;

namespace IdeaStorage.Grains.Tests.Demo;

/// <summary>The demo must obey the rules that bind real members, or its import would be refused half-way.</summary>
public sealed partial class DemoGeneratorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 18, 5, 30, 0, TimeSpan.Zero);
    private static readonly DemoPlan Plan = DemoGenerator.Create(DemoGenerator.FirstRunSeed, Now);

    private static IEnumerable<DemoComment> Comments => Plan.Ideas.SelectMany(idea => idea.Comments);

    private static Dictionary<string, DemoMember> Members => Plan.Members.ToDictionary(one => one.Key);

    [GeneratedRegex(@"[{}]|은\(는\)|이\(가\)|을\(를\)|와\(과\)|과\(와\)|\(으\)로")]
    private static partial Regex Leftover();

    [GeneratedRegex("^[A-U][0-9]{2,5}$")]
    private static partial Regex KsicCode();

    [Fact]
    public void Create_WithAnySeed_MakesThePromisedNumbers()
    {
        foreach (var plan in new[] { Plan, DemoGenerator.Create(7, Now), DemoGenerator.Create(-1, Now.AddDays(100)) })
        {
            Assert.Equal(8, plan.Clusters.Count);
            Assert.Equal(120, plan.Organisations.Count);
            Assert.Equal(300, plan.Members.Count);
            Assert.Equal(200, plan.Ideas.Count);
            Assert.InRange(plan.Ideas.Count(idea => idea.Language == "en"), 24, 36);
            Assert.InRange(plan.Ideas.Count(idea => idea.Comments.Count is >= 3 and <= 14), 130, 200);
        }
    }

    [Fact]
    public void Create_WithTheSameSeed_MakesTheSamePlan()
    {
        var again = DemoGenerator.Create(DemoGenerator.FirstRunSeed, Now);
        var other = DemoGenerator.Create(DemoGenerator.FirstRunSeed + 1, Now);

        Assert.Equal(JsonSerializer.Serialize(Plan), JsonSerializer.Serialize(again));
        Assert.NotEqual(JsonSerializer.Serialize(Plan), JsonSerializer.Serialize(other));
    }

    [Fact]
    public void Texts_OfIdeasAndComments_KeepTheLimits()
    {
        Assert.All(Plan.Ideas, idea =>
        {
            Assert.InRange(idea.Title.Length, 4, 120);
            Assert.InRange(idea.Body.Length, 20, 20_000);
            Assert.InRange(idea.KsicCodes.Count + idea.FreeTags.Count, 1, 10);
            Assert.All(idea.FreeTags, tag => Assert.InRange(tag.Length, 1, 40));
        });
        Assert.All(Comments, comment => Assert.InRange(comment.Text.Length, 1, 5_000));
        Assert.Equal(200, Plan.Ideas.Select(idea => idea.Title).Distinct().Count());
        Assert.Equal(200, Plan.Ideas.Select(idea => idea.Body).Distinct().Count());
    }

    [Fact]
    public void Texts_OfEveryKind_HaveNoEmptySlotsAndNoUndecidedParticles()
    {
        var written = Plan.Ideas.SelectMany(idea => idea.StageChanges.Select(step => step.Reason).Append(idea.Body))
            .Concat(Comments.Select(comment => comment.Text));

        Assert.All(written, text => Assert.DoesNotMatch(Leftover(), text));
    }

    [Fact]
    public void Texts_InOneCluster_AreNotSaidTwice()
    {
        foreach (var cluster in Plan.Ideas.GroupBy(idea => idea.ClusterKey))
        {
            var texts = cluster.SelectMany(idea => idea.Comments).Select(comment => comment.Text).ToList();
            Assert.Equal(texts.Count, texts.Distinct().Count());
        }
    }

    [Fact]
    public void Comments_OfAnIdea_AreOrderedTreesOfAtMostFourLevels()
    {
        Assert.All(Plan.Ideas, idea =>
        {
            Dictionary<string, DemoComment> earlier = [];
            var last = idea.PostedAt;
            foreach (var comment in idea.Comments)
            {
                Assert.True(comment.At >= last && comment.At > idea.PostedAt && comment.At < Now, comment.Key);
                Assert.Equal(comment.ParentKey is null ? 1 : earlier[comment.ParentKey].Level + 1, comment.Level);
                Assert.InRange(comment.Level, 1, 4);
                earlier.Add(comment.Key, comment);
                last = comment.At;
            }
        });
    }

    [Fact]
    public void Writers_InACluster_HadJoinedItBefore()
    {
        var members = Members;
        foreach (var idea in Plan.Ideas)
        {
            var writings = idea.Comments.Select(one => (one.AuthorKey, one.At))
                .Concat(idea.Supports.Select(one => (one.MemberKey, one.At)))
                .Append((idea.AuthorKey, idea.PostedAt));
            Assert.All(writings, writing => Assert.Contains(
                members[writing.Item1].Memberships,
                one => one.ClusterKey == idea.ClusterKey && one.JoinedAt < writing.Item2));
        }
    }

    [Fact]
    public void Supports_OfAnIdea_AreOnePerMemberNeverTheAuthorsAndInItsLife()
    {
        Assert.All(Plan.Ideas, idea =>
        {
            var isOver = idea.Stage
                is DemoStage.Realised or DemoStage.Declined or DemoStage.Retired or DemoStage.Merged;
            var end = isOver ? idea.StageChanges[^1].At : Now;
            Assert.DoesNotContain(idea.Supports, support => support.MemberKey == idea.AuthorKey);
            Assert.Equal(idea.Supports.Count, idea.Supports.Select(one => one.MemberKey).Distinct().Count());
            Assert.All(idea.Supports, support => Assert.True(support.At > idea.PostedAt && support.At < end, idea.Key));
            Assert.Equal(idea.Follows.Count, idea.Follows.Select(one => one.MemberKey).Distinct().Count());
        });
    }

    [Fact]
    public void Stages_OfAllIdeas_AreReachedByCoordinatorsWithReasonsInOrder()
    {
        var coordinators = Plan.Clusters.ToDictionary(one => one.Key, one => one.CoordinatorKeys);
        Assert.Equal(Enum.GetValues<DemoStage>(), Plan.Ideas.Select(idea => idea.Stage).Distinct().Order());
        Assert.All(Plan.Ideas, idea =>
        {
            var (stage, at) = (DemoStage.Open, idea.PostedAt);
            foreach (var step in idea.StageChanges)
            {
                Assert.Equal(stage, step.From);
                Assert.True(step.At > at && step.At < Now, idea.Key);
                Assert.Contains(step.ByKey, coordinators[idea.ClusterKey]);
                Assert.NotEqual(idea.AuthorKey, step.ByKey);
                Assert.InRange(step.Reason.Length, 10, 1_000);
                (stage, at) = (step.To, step.At);
            }

            Assert.Equal(idea.Stage, stage);
        });
    }

    [Fact]
    public void Merged_Ideas_GoIntoAnOlderIdeaOfTheirClusterAndFallSilent()
    {
        var ideas = Plan.Ideas.ToDictionary(one => one.Key);
        var merged = Plan.Ideas.Where(idea => idea.Stage == DemoStage.Merged).ToList();

        Assert.Equal(8, merged.Count);
        Assert.All(merged, idea =>
        {
            var into = ideas[idea.StageChanges[^1].MergedIntoKey!];
            Assert.Equal(idea.ClusterKey, into.ClusterKey);
            Assert.True(into.PostedAt < idea.PostedAt);
            Assert.NotEqual(DemoStage.Merged, into.Stage);
            Assert.All(idea.Comments, comment => Assert.True(comment.At < idea.StageChanges[^1].At));
        });
    }

    [Fact]
    public void Clusters_Each_HaveIdeasFifteenOrganisationsAndTwoCoordinatorsWhoAreMembers()
    {
        var members = Members;
        Assert.All(Plan.Clusters, cluster =>
        {
            Assert.Equal(25, Plan.Ideas.Count(idea => idea.ClusterKey == cluster.Key));
            Assert.Equal(15, Plan.Organisations.Count(one => one.HomeClusterKey == cluster.Key));
            Assert.Equal(2, cluster.CoordinatorKeys.Distinct().Count());
            Assert.All(cluster.CoordinatorKeys, key =>
                Assert.Contains(members[key].Memberships, one => one.ClusterKey == cluster.Key));
        });
    }

    [Fact]
    public void RegistrationNumbers_OfOrganisations_AreDistinctAndValid()
    {
        int[] weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
        Assert.Equal(120, Plan.Organisations.Select(one => one.RegistrationNumber).Distinct().Count());
        Assert.All(Plan.Organisations, one =>
        {
            var digits = one.RegistrationNumber.Select(digit => digit - '0').ToArray();
            Assert.Equal(10, digits.Length);
            var sum = weights.Select((weight, at) => weight * digits[at]).Sum() + (digits[8] * 5 / 10);
            Assert.Equal((10 - (sum % 10)) % 10, digits[9]);
        });
    }

    [Fact]
    public void Names_AndUserNames_AreDistinct()
    {
        Assert.Equal(300, Plan.Members.Select(one => one.DisplayName).Distinct().Count());
        Assert.Equal(300, Plan.Members.Select(one => one.UserName).Distinct().Count());
        Assert.Equal(120, Plan.Organisations.Select(one => one.Name).Distinct().Count());
        Assert.All(Plan.Members, one => Assert.EndsWith("@example.com", one.Email, StringComparison.Ordinal));
    }

    [Fact]
    public void KsicCodes_Everywhere_AreOfTheTenthRevision()
    {
        var codes = Plan.Clusters.SelectMany(one => one.KsicCodes)
            .Concat(Plan.Organisations.SelectMany(one => one.KsicCodes))
            .Concat(Plan.Ideas.SelectMany(one => one.KsicCodes))
            .ToHashSet();
        Assert.All(codes, code => Assert.Matches(KsicCode(), code));

        var table = Path.Combine(DataFolder(), "ksic", "ksicTreeDB.csv");
        if (!File.Exists(table))
            Assert.Skip($"{table} is missing (IDEASTORAGE_DATA).");
        var rows = File.ReadLines(table).Where(row => row.EndsWith(",C10", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(codes, code => Assert.Contains(rows, row =>
            row[0] == code[0] && row.Contains($",{code[1..]},", StringComparison.Ordinal)));
    }

    [Fact]
    public void Introductions_WaitOrAreConcludedByACoordinatorOfAClusterOfBothSides()
    {
        var coordinators = Plan.Clusters.ToDictionary(one => one.Key, one => one.CoordinatorKeys);
        Assert.Equal(
            [null, DemoIntroductionOutcome.Made, DemoIntroductionOutcome.NotMade],
            Plan.Introductions.Select(one => one.Conclusion?.Outcome).Distinct().Order());
        Assert.Contains(Plan.Introductions, one => Members[one.MemberKey].UserName == "demo-member");
        Assert.All(Plan.Introductions, one =>
        {
            Assert.NotEqual(one.OrganisationKey, Members[one.MemberKey].OrganisationKey);
            Assert.NotEmpty(one.ClusterKeys);
            Assert.All(one.ClusterKeys, cluster => Assert.All(
                [Members[one.MemberKey].OrganisationKey, one.OrganisationKey],
                side => Assert.Contains(Plan.Members, member => member.OrganisationKey == side
                    && member.Memberships.Any(place => place.ClusterKey == cluster && place.JoinedAt < one.At))));
            if (one.Conclusion is not { } conclusion) return;
            Assert.True(conclusion.At > one.At && conclusion.At < Now);
            Assert.NotEqual(one.MemberKey, conclusion.ByKey);
            Assert.Contains(one.ClusterKeys, cluster => coordinators[cluster].Contains(conclusion.ByKey));
        });
    }

    [Fact]
    public void Cases_OpenAndDecided_AreFlaggedAndDecidedByOthersThanTheAuthor()
    {
        var ideas = Plan.Ideas.ToDictionary(one => one.Key);
        var coordinators = Plan.Clusters.ToDictionary(one => one.Key, one => one.CoordinatorKeys);
        Assert.Contains(Plan.Cases, one => one.Decision is null);
        Assert.Equal(Enum.GetValues<DemoDecisionKind>(),
            Plan.Cases.Where(one => one.Decision is not null).Select(one => one.Decision!.Kind).Distinct().Order());
        Assert.All(Plan.Cases, one =>
        {
            var idea = ideas[one.IdeaKey];
            var (author, at) = one.CommentKey is null
                ? (idea.AuthorKey, idea.PostedAt)
                : idea.Comments.Where(comment => comment.Key == one.CommentKey)
                    .Select(comment => (comment.AuthorKey, comment.At)).Single();
            Assert.NotEmpty(one.Flags);
            Assert.All(one.Flags, flag => Assert.True(flag.At > at && flag.MemberKey != author));
            if (one.Decision is { } decision)
            {
                Assert.True(decision.At > one.Flags[^1].At && decision.At < Now);
                Assert.NotEqual(author, decision.ByKey);
                Assert.Contains(decision.ByKey, coordinators[one.ClusterKey]);
            }
        });
    }

    [Fact]
    public void Personas_OfEveryRole_AreMembersOfThePlan()
    {
        var members = Members;
        string[] required = ["demo-operator", "demo-coordinator", "demo-member"];
        Assert.All(required, name => Assert.Contains(Plan.Personas, one => one.UserName == name));
        Assert.All(Plan.Personas, one => Assert.Equal(one.UserName, members[one.MemberKey].UserName));
        Assert.Single(Plan.Members, one => one.IsOperator);
        var coordinator = Plan.Personas.First(one => one.UserName == "demo-coordinator").MemberKey;
        Assert.Contains(Plan.Clusters, one => one.CoordinatorKeys.Contains(coordinator));
        var member = Plan.Personas.First(one => one.UserName == "demo-member").MemberKey;
        Assert.Contains(Plan.Ideas, one => one.AuthorKey == member);
    }

    [Theory]
    [InlineData("가공")]
    [InlineData("부품")]
    public void Particles_AfterAPhrase_FollowItsLastSound(string ending)
    {
        // Every filled slot that ends in a known syllable shows the particle that this syllable asks for.
        var wrong = ending + (HasFinalConsonant(ending[^1]) ? "를 " : "을 ");

        Assert.DoesNotContain(Comments, comment => comment.Text.Contains(wrong, StringComparison.Ordinal));
    }

    private static bool HasFinalConsonant(char syllable) => (syllable - '가') % 28 != 0;

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("IDEASTORAGE_DATA") is { Length: > 0 } folder)
            return folder;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "IdeaStorage.sln")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? "", "..", "shared", "data");
    }
}
