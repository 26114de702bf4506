using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// The activations of one key of a stateless worker. A call goes to an idle one; if all are busy and there may be more,
/// to a new one; else to each in turn. Idle workers are collected like any activation.
/// </summary>
internal sealed class WorkerPool(GrainClass grainClass, IdSpan key, int workersMax) : CallTarget
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];
    private int _next;

    public override bool TryAccept(TurnRequest request)
    {
        while (!Choose().TryAccept(request))
        {
            // The chosen worker has just ended and left the pool.
        }

        return true;
    }

    public void Remove(Activation worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
        }
    }

    private Activation Choose()
    {
        lock (_gate)
        {
            foreach (var worker in _workers)
            {
                if (worker.IsIdle && !worker.IsEnding)
                {
                    return worker;
                }
            }

            if (_workers.Count < workersMax)
            {
                var worker = new Activation(grainClass, key, this);
                _workers.Add(worker);
                return worker;
            }

            _next = (_next + 1) % _workers.Count;
            return _workers[_next];
        }
    }
}
