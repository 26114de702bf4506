using System.Diagnostics.Metrics;

namespace IdeaStorage.Silo.Tails;

/// <summary>
/// What operations see of tails: <c>docs/OPERATIONS.md</c> lists it. A process reports the tails that it works on.
/// </summary>
public sealed class TailMetrics
{
    public const string MeterName = "IdeaStorage.Tails";

    private readonly Lock _gate = new();
    private readonly List<TailProgress> _tails = [];
    private readonly Counter<long> _handled;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _parked;

    public TailMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _handled = meter.CreateCounter<long>("ideastorage.tail.events", "{event}", "Events handled.");
        _failed = meter.CreateCounter<long>("ideastorage.tail.failures", "{attempt}", "Attempts that failed.");
        _parked = meter.CreateCounter<long>("ideastorage.tail.parked", "{event}", "Events parked.");
        meter.CreateObservableGauge(
            "ideastorage.tail.position", () => Measure(figures => figures.Position), "{position}", "The checkpoint.");
        meter.CreateObservableGauge(
            "ideastorage.tail.lag.events", () => Measure(figures => figures.LagEvents), "{event}",
            "Events not handled yet.");
        meter.CreateObservableGauge(
            "ideastorage.tail.lag.seconds", () => Measure(figures => figures.Lag.TotalSeconds), "s",
            "For how long the tail has not been at the end of the log.");
    }

    internal TailProgress Add(string name, TimeProvider time)
    {
        var progress = new TailProgress(name, this, time);
        lock (_gate)
            _tails.Add(progress);
        return progress;
    }

    internal void Handled(string tail, int events) => _handled.Add(events, TagOf(tail));

    internal void Failed(string tail) => _failed.Add(1, TagOf(tail));

    internal void Parked(string tail) => _parked.Add(1, TagOf(tail));

    private Measurement<T>[] Measure<T>(Func<TailFigures, T> figure)
        where T : struct
    {
        lock (_gate)
        {
            return
            [
                .. from tail in _tails
                   let figures = tail.Figures
                   where figures is not null
                   select new Measurement<T>(figure(figures.Value), TagOf(tail.Name)),
            ];
        }
    }

    private static KeyValuePair<string, object?> TagOf(string tail) => new("tail", tail);
}
