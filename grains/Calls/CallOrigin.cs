using Orleans;

namespace IdeaStorage.Grains.Calls;

/// <summary>What travels with a call besides its arguments, to every grain that is called on.</summary>
/// <param name="ActorId">The member for whom it is made, if a command said so.</param>
/// <param name="Culture">The language of the page or request, as .NET names it.</param>
[GenerateSerializer, Immutable, Alias("call-origin.v1")]
public sealed record CallOrigin([property: Id(0)] string? ActorId, [property: Id(1)] string Culture);
