using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Grains.Tests.Hosting;

/// <summary>Messages with everything wrong, with which the code that Orleans generates would not compile.</summary>
public sealed partial class MessageTests
{
    [Fact]
    public void AMessage_ThatCannotTravel_IsFound()
    {
        var faults = Reached(Sent(typeof(IPlanted))).SelectMany(FaultsOf).ToList();

        Assert.Contains("Bare has no serializer", faults);
        Assert.Contains("Bare has no alias", faults);
        Assert.Contains("Letter: 0 is the number of two members", faults);
        Assert.Contains("Letter.Unnumbered has no number", faults);
        Assert.Contains("Uri is not known to travel", faults);
        Assert.Equal(["letter"], SharedAliases([typeof(Letter), typeof(Envelope<>)]));
        Assert.Equal(["IPlanted.Send has no alias"], SharedAliases(typeof(IPlanted).GetMethods()));
    }

    private interface IPlanted : IGrainWithStringKey
    {
        Task<Envelope<ImmutableArray<Bare>>> Send(Letter? letter);
    }

    private sealed record Bare(int Number);

    [GenerateSerializer, Alias("letter")]
    private sealed record Letter([property: Id(0)] Uri From, [property: Id(0)] string Text)
    {
        public string? Unnumbered { get; init; }
    }

    [GenerateSerializer, Alias("letter")]
    private sealed record Envelope<T>([property: Id(0)] T Content);
}
