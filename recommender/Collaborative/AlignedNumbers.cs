using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Numbers that begin where a line of the cache does: a vector of 512 bits is as long as a line, and one that lies
/// across two costs twice. Arrays begin anywhere, and may be moved; so the beginning is sought anew for each use.
/// </summary>
internal sealed class AlignedNumbers(int length)
{
    private const int LineBytes = 64;

    private readonly float[] _numbers = new float[length + (LineBytes / sizeof(float)) - 1];
    private int _start;

    /// <summary>The first of them.</summary>
    public ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_numbers), _start);

    public Span<float> Span => _numbers.AsSpan(_start, length);

    /// <summary>Seeks the beginning. What was in here is lost.</summary>
    public unsafe void Align()
    {
        var address = (nuint)Unsafe.AsPointer(in MemoryMarshal.GetArrayDataReference(_numbers));
        _start = (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(float);
    }
}
