using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Retrieval;

namespace IdeaStorage.Recommender.Tests.Retrieval;

/// <summary>Both tables give what sorting all scores gives, to the last bit.</summary>
public sealed class FactorTableTests
{
    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 20)]
    [InlineData(41, 48, 9)]
    [InlineData(42, 80, 9)]
    [InlineData(43, 128, 9)]
    [InlineData(500, 17, 20)]
    [InlineData(3_000, 64, 20)]
    [InlineData(1_000, 100, 1_000)]
    [InlineData(300, 1_024, 10)]
    [InlineData(50, 64, 0)]
    public void Top_IsWhatSortingGives(int rows, int dimensions, int count)
    {
        var random = new Random(rows + dimensions);
        var table = new FactorTable(Numbers(random, rows * dimensions), dimensions);
        for (var time = 0; time < 5; time++)
            AssertTop(table, Numbers(random, dimensions), count, []);
    }

    [Fact]
    public void Top_OfEqualScores_IsTheFirstOnes()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 100 * 24)];
        AssertTop(new FactorTable(ones, 24), ones[..24], 10, []);
        AssertTop(new FactorTable(ones, 24), new float[24], 10, [0, 3]);
    }

    [Fact]
    public void Top_LeavesOutWhatIsExcluded()
    {
        var random = new Random(1);
        var table = new FactorTable(Numbers(random, 200 * 32), 32);
        var query = Numbers(random, 32);
        int[] excluded = [.. table.Top(query, 5).Select(scored => scored.Column).Order()];
        AssertTop(table, query, 20, excluded);
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e15f)]
    public void Top_WhateverTheSizeOfTheNumbers_IsWhatSortingGives(float size)
    {
        var random = new Random(2);
        float[] numbers = [.. Numbers(random, 2_000 * 16).Select(number => number * size)];
        // Rows of very different lengths, and one of zeros: each has a scale of its own.
        for (var row = 0; row < 2_000; row++)
            for (var i = 0; i < 16; i++)
                numbers[(row * 16) + i] *= row == 9 ? 0 : MathF.Pow(10, row % 5);
        AssertTop(new FactorTable(numbers, 16), Numbers(random, 16), 30, []);
    }

    [Fact]
    public void Table_WhenANumberIsNotFinite_NamesTheRow()
    {
        var error = Assert.Throws<InvalidDataSetException>(() => new FactorTable([1, 2, 3, float.NaN], 2));
        Assert.Equal(1, error.Row);
        Assert.Throws<InvalidDataSetException>(() => new FactorTable([float.PositiveInfinity], 1));
        Assert.Throws<ArgumentException>(() => new FactorTable([1, 2, 3], 2));
    }

    [Fact]
    public void Top_WhenTheQueryIsWrong_IsRefused()
    {
        var table = new FactorTable([1, 2], 2);
        Assert.Throws<ArgumentException>(() => table.Top([1], 1));
        Assert.Throws<ArgumentException>(() => table.Top([1, float.NaN], 1));
        Assert.Throws<ArgumentException>(() => new ByteFactorTable(table).Top([1, float.NaN], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Top([1, 1], -1));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    public void ByteProducts_AreTheSameInEveryWidth(int length)
    {
        var random = new Random(3);
        sbyte[] rows = [.. Enumerable.Range(0, 4 * length).Select(_ => (sbyte)random.Next(-127, 128))];
        short[] y =
            [.. Enumerable.Range(0, length).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];
        var together = ByteProducts.DotOfRows(in rows[0], in y[0], length);
        for (var row = 0; row < 4; row++)
        {
            ref var x = ref rows[row * length];
            var sum = rows.Skip(row * length).Zip(y, static (one, other) => one * other).Sum();
            Assert.Equal(sum, together[row]);
            Assert.Equal(sum, Vector128.Sum(ByteProducts.PortableParts(in x, in y[0], length)));
            if (Avx2.IsSupported)
                Assert.Equal(sum, Vector128.Sum(ByteProducts.HalfWideParts(in x, in y[0], length)));
        }
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static void AssertTop(FactorTable table, float[] query, int count, int[] excluded)
    {
        var padded = table.Padded(query);
        ScoredColumn[] expected =
        [
            .. Enumerable.Range(0, table.Count).Except(excluded)
                .Select(row => new ScoredColumn(row, table.Score(padded, row)))
                .OrderByDescending(scored => scored.Score).ThenBy(scored => scored.Column).Take(count),
        ];
        Assert.Equal(expected, table.Top(query, count, excluded));
        Assert.Equal(expected, new ByteFactorTable(table).Top(query, count, excluded));
    }
}
