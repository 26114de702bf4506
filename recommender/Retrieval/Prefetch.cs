using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// Asks for memory before it is needed. It changes no result; a machine without the instruction does nothing.
/// </summary>
internal static unsafe class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>
    /// The processor fetches ahead by itself, but never beyond a page of memory, and so begins anew on each.
    /// </summary>
    private const int PageBytes = 4096;

    /// <summary>Asks for what lies a page behind numbers that are read now; that may lie outside the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PageAhead<T>(ref readonly T from, int count)
        where T : unmanaged =>
        Lines((byte*)Unsafe.AsPointer(in from) + PageBytes, count * sizeof(T));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lines(byte* from, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (var at = 0; at < length; at += LineBytes)
            Sse.Prefetch0(from + at);
    }
}
