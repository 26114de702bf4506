namespace IdeaStorage.Recommender.Tests;

public sealed class DataSetTests
{
    private static readonly Entity[] Two = [Given.Member("m"), Given.Idea("i")];

    private static readonly Interaction Good = Given.Act(InteractionKind.Supported, "m", "i");

    public static TheoryData<string, Entity> BadEntities => new()
    {
        { "Ref", new Entity(EntityRef.Idea("")) },
        { "Ref", Given.Idea("i") },
        { "Status", Given.Idea("x") with { Status = (EntityStatus)9 } },
        { "Industries", Given.Idea("x") with { Industries = [" "] } },
        { "Industries", Given.Idea("x") with { Industries = ["C//C271"] } },
        { "Industries", Given.Idea("x") with { Industries = ["C/C27/"] } },
        { "Industries", Given.Idea("x") with { Industries = Repeated("C/C27", Entity.IndustriesMax + 1) } },
        { "Ref", new Entity(new EntityRef((EntityKind)9, "x")) },
        { "Ref", null! },
        { "Tags", Given.Idea("x") with { Tags = null! } },
        { "Tags", Given.Idea("x") with { Tags = [.. Enumerable.Range(0, 1_000_000).Select(n => $"t{n}")] } },
        { "Words", Given.Idea("x") with { Words = [null!] } },
        { "Organisation", Given.Idea("x") with { Organisation = EntityRef.Organisation("o") } },
        { "Organisation", Given.Member("x") with { Organisation = EntityRef.Idea("i") } },
        { "MiniCluster", Given.Member("x") with { MiniCluster = EntityRef.MiniCluster("c") } },
        { "MiniCluster", Given.Idea("x") with { MiniCluster = EntityRef.Idea("i") } },
        { "MiniCluster", Given.Idea("x") with { MiniCluster = EntityRef.MiniCluster("") } },
    };

    public static TheoryData<string, Interaction> BadInteractions => new()
    {
        { "Weight", Good with { Weight = double.NaN } },
        { "Weight", Good with { Weight = -1 } },
        { "Weight", Good with { Weight = double.MaxValue } },
        { "Kind", null! },
        { "Weight", Good with { Weight = double.PositiveInfinity } },
        { "Kind", Good with { Kind = (InteractionKind)99 } },
        { "Actor", Good with { Actor = EntityRef.Member("nobody") } },
        { "Actor", Good with { Actor = EntityRef.Idea("i") } },
        { "Target", Good with { Target = EntityRef.Idea("nothing") } },
        { "Target", Good with { Target = Good.Actor } },
        { "At", Good with { At = default } },
        { "At", Good with { At = Interaction.AtMin.AddTicks(-1) } },
        { "At", Good with { At = Given.Now.AddTicks(1) } },
    };

    private static List<string> Repeated(string value, int count) => [.. Enumerable.Repeat(value, count)];

    [Theory]
    [MemberData(nameof(BadEntities))]
    public void DataSet_WhenAnEntityIsWrong_NamesRowAndField(string field, Entity bad)
    {
        var error = Assert.Throws<InvalidDataSetException>(() => new DataSet([.. Two, bad], []));
        Assert.Equal(("entities", 2, field), (error.Table, error.Row, error.Field));
        Assert.Contains($"entities[2].{field}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadInteractions))]
    public void DataSet_WhenAnInteractionIsWrong_NamesRowAndField(string field, Interaction bad)
    {
        var error = Assert.Throws<InvalidDataSetException>(() => new DataSet(Two, [Good, bad], until: Given.Now));
        Assert.Equal(("interactions", 1, field), (error.Table, error.Row, error.Field));
    }

    [Theory]
    [InlineData("C", "C")]
    [InlineData("C27", "C/C27")]
    [InlineData("C27111", "C/C27/C271/C2711/C27111")]
    public void KsicPath_HoldsEachLevel(string code, string path) => Assert.Equal(path, Ksic.Path(code));

    [Theory]
    [InlineData("")]
    [InlineData("27")]
    [InlineData("C2")]
    [InlineData("C271112")]
    [InlineData("c27")]
    [InlineData("C2x")]
    public void KsicPath_WhenTheCodeIsWrong_IsRefused(string code) =>
        Assert.Throws<ArgumentException>(() => Ksic.Path(code));
}
