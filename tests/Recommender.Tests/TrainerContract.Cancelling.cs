using System.Collections;

namespace IdeaStorage.Recommender.Tests;

/// <summary>A training that is cancelled while it reads its data, in the middle of each table.</summary>
public abstract partial class TrainerContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_CancelledWhileItReads_ReadsNoFurther(bool inActs)
    {
        using var source = new CancellationTokenSource();
        var (entities, acts) = Board();
        var (readEntities, readActs) = (
            new CancellingList<Entity>(entities, source), new CancellingList<Interaction>(acts, source));
        var data = new DataSet(readEntities, readActs);
        (inActs ? (IArmed)readActs : readEntities).Arm();
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(data, 1, source.Token));
        Assert.InRange(inActs ? readActs.ReadAfterwards : readEntities.ReadAfterwards, 0, 1);
    }

    private interface IArmed
    {
        void Arm();
    }

    /// <summary>Cancels when it is read to the middle, and counts what is read then.</summary>
    private sealed class CancellingList<T>(List<T> items, CancellationTokenSource source) : IReadOnlyList<T>, IArmed
    {
        private bool _isArmed;

        public int ReadAfterwards { get; private set; }

        public int Count => items.Count;

        public T this[int index]
        {
            get
            {
                if (source.IsCancellationRequested)
                    ReadAfterwards++;
                else if (_isArmed && index >= items.Count / 2)
                    source.Cancel();
                return items[index];
            }
        }

        public void Arm() => _isArmed = true;

        public IEnumerator<T> GetEnumerator()
        {
            for (var index = 0; index < items.Count; index++)
                yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
