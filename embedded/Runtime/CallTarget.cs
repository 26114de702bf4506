namespace IdeaStorage.Embedded;

/// <summary>Where the requests for one grain go: an activation, or the pool of a stateless worker.</summary>
internal abstract class CallTarget
{
    /// <summary>Takes the request, or gives false if the target has ended and must be looked up anew.</summary>
    public abstract bool TryAccept(TurnRequest request);
}
