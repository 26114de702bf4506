using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>One activation of a grain, as the grain and the call filters see it.</summary>
    public interface IGrainContext : IEquatable<IGrainContext>
    {
        /// <summary>The grain's identity.</summary>
        GrainId GrainId { get; }

        /// <summary>A reference to the grain.</summary>
        GrainReference GrainReference { get; }

        /// <summary>The object of the grain class; null until it was made.</summary>
        object? GrainInstance { get; }

        /// <summary>Services that live as long as the activation.</summary>
        IServiceProvider ActivationServices { get; }

        /// <summary>Ends when the activation has ended.</summary>
        Task Deactivated { get; }

        /// <summary>
        /// Ends the activation as soon as its current calls are done. Later calls get a new activation.
        /// </summary>
        void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
    }
}

namespace Orleans
{
    /// <summary>What a grain class needs to be hosted; <see cref="Grain"/> has it.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation that the object belongs to.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>
        /// Runs before the first call; a failure here fails the waiting calls, and the next call tries anew.
        /// </summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last call, unless the process dies.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}
