using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Where activations of a grain class live; in one process there is only one place.</summary>
    public abstract class PlacementStrategy;

    /// <summary>A pool of interchangeable activations on the caller's machine.</summary>
    public class StatelessWorkerPlacement : PlacementStrategy
    {
        internal StatelessWorkerPlacement(int maxLocal)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLocal);
            MaxLocal = maxLocal;
        }

        /// <summary>How many activations of one key may exist.</summary>
        public int MaxLocal { get; }
    }

    /// <summary>On the caller's machine if there is room.</summary>
    public class PreferLocalPlacement : PlacementStrategy
    {
        internal static PreferLocalPlacement Singleton { get; } = new();
    }
}

namespace Orleans.Placement
{
    /// <summary>Base of the attributes that choose where a grain lives.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public abstract class PlacementAttribute : Attribute
    {
        /// <summary>Remembers the strategy.</summary>
        protected PlacementAttribute(PlacementStrategy placement)
        {
            ArgumentNullException.ThrowIfNull(placement);
            PlacementStrategy = placement;
        }

        /// <summary>The chosen strategy.</summary>
        public PlacementStrategy PlacementStrategy { get; }
    }

    /// <summary>Prefers the caller's machine. Accepted here, where there is no other.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(PreferLocalPlacement.Singleton);
}
