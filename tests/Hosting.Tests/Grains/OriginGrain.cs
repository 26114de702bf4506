using System.Globalization;
using IdeaStorage.Domain;
using IdeaStorage.Grains.Calls;
using Orleans;

namespace IdeaStorage.Hosting.Tests.Grains;

/// <summary>A command that names its actor.</summary>
[GenerateSerializer, Immutable, Alias("test.origin-command")]
public sealed record OriginCommand([property: Id(0)] CommandContext Context) : ICommand;

/// <summary>Tells what came with a call.</summary>
public interface IOriginGrain : IGrainWithStringKey
{
    /// <summary>Has another grain tell it.</summary>
    Task<string> Carry(OriginCommand command, string to);

    /// <summary>Actor and language.</summary>
    Task<string> Tell();
}

internal sealed class OriginGrain : Grain, IOriginGrain
{
    public Task<string> Carry(OriginCommand command, string to) => GrainFactory.GetGrain<IOriginGrain>(to).Tell();

    public Task<string> Tell() => Task.FromResult(
        $"{CallOriginFilter.Current?.ActorId ?? "-"} {CultureInfo.CurrentUICulture.Name}");
}
