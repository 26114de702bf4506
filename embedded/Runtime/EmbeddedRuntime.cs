using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>What all activations and references of one host share.</summary>
internal sealed class EmbeddedRuntime
{
    private static readonly DeactivationReason Stopping = new(DeactivationReasonCode.ShuttingDown, "The host stops.");

    private readonly TimeSpan _stopDeadline;
    private volatile Phase _phase;
    private ITimer? _collector;

    public EmbeddedRuntime(
        IServiceProvider services,
        TimeProvider time,
        ILogger<EmbeddedRuntime> log,
        IOptions<EmbeddedHostOptions> host,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> messaging)
    {
        Time = time;
        Log = log;
        Collection = collection.Value;
        Messaging = messaging.Value;
        Scheduler = host.Value.Scheduler ?? ThreadPoolTurnScheduler.Instance;
        Copier = host.Value.SerializeMessages ? new MessageCopier() : null;
        Deadlines = new(time);
        Residents = new(
            this, Math.Max(EmbeddedHostOptions.ResidentActivationsMaxLowest, host.Value.ResidentActivationsMax));
        Catalog = new(this);
        Client = new(this, services);
        _stopDeadline = host.Value.StopDeadline;
        Catalog.AddApplication();
    }

    private enum Phase
    {
        NotStarted,
        Running,
        Draining,
        Stopped,
    }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public TurnScheduler Scheduler { get; }

    public GrainCollectionOptions Collection { get; }

    public SiloMessagingOptions Messaging { get; }

    public Deadlines Deadlines { get; }

    public Residents Residents { get; }

    public GrainCatalog Catalog { get; }

    public EmbeddedClient Client { get; }

    public MessageCopier? Copier { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; private set; } = [];

    public IOutgoingGrainCallFilter[] OutgoingFilters { get; private set; } = [];

    /// <summary>Null while calls are taken. While the host stops, only grains may still call.</summary>
    public Exception? FindReasonToRefuse() => _phase switch
    {
        Phase.Running => null,
        Phase.Draining when RuntimeContext.Current is not null => null,
        Phase.NotStarted => new SiloUnavailableException("The host has not been started."),
        _ => new SiloUnavailableException("The host has been stopped."),
    };

    public void Start()
    {
        IncomingFilters = [.. Client.ServiceProvider.GetServices<IIncomingGrainCallFilter>()];
        OutgoingFilters = [.. Client.ServiceProvider.GetServices<IOutgoingGrainCallFilter>()];
        var quantum = Collection.CollectionQuantum;
        using (ExecutionContext.SuppressFlow())
        {
            _collector = Time.CreateTimer(_ => Residents.CollectIdle(), null, quantum, quantum);
        }

        _phase = Phase.Running;
    }

    /// <summary>Ends all activations; what has not ended at the deadline is left behind.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _phase = Phase.Draining;
        _collector?.Dispose();
        using var deadline = new CancellationTokenSource(_stopDeadline, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            // Grains that end may call others and so bring them back; those end in the next round.
            while (Residents.Count > 0)
            {
                await Task.WhenAll(Residents.DeactivateAll(Stopping)).WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Log.StopWasCut(Residents.Count);
        }

        _phase = Phase.Stopped;
    }
}
