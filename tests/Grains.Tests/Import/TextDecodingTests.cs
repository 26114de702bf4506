using System.Text;
using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class TextDecodingTests
{
    private const string Korean = "이름,업종\n한빛정밀,전자부품 제조업\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Korean) },
        { "utf-8", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Korean)] },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Korean)] },
        { "utf-16BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Korean)] },
        { "utf-16", Encoding.Unicode.GetBytes(Korean) },
        { "utf-16BE", Encoding.BigEndianUnicode.GetBytes(Korean) },
        { "cp949", CodePagesEncodingProvider.Instance.GetEncoding(949)!.GetBytes(Korean) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_WhenKoreanIsInAnyOfItsEncodings_FindsIt(string encoding, byte[] bytes)
    {
        var decoded = TextDecoding.Decode(bytes);

        Assert.Equal(encoding, decoded.EncodingName);
        Assert.Equal(Korean, decoded.Content);
    }

    [Fact]
    public void Decode_WhenOneByteOfUtf8IsBroken_StaysUtf8AndShowsTheBreak()
    {
        var bytes = Encoding.UTF8.GetBytes(Korean);
        bytes[^4] = 0xFF;

        var decoded = TextDecoding.Decode(bytes);

        Assert.Equal("utf-8", decoded.EncodingName);
        Assert.StartsWith("이름,업종\n한빛정밀", decoded.Content, StringComparison.Ordinal);
        Assert.Contains(DecodedText.Replacement, decoded.Content);
    }

    [Fact]
    public void Read_WhenARecordHasBrokenBytes_ImportsItWithAWarning()
    {
        var bytes = Encoding.UTF8.GetBytes("Name\n가나다\n라마바\n");
        bytes[^3] = 0xFF;
        var section = ImportFixtures.Section();

        var records = CsvReading.Read(TextDecoding.Decode(bytes), [new CsvColumn("Name", true)], section);

        Assert.Equal(2, records.Count);
        var note = Assert.Single(section.ToReport().Notes);
        Assert.Equal((new RecordPlace(2, 3), NoteKind.Warning), (note.Place, note.Kind));
        Assert.Equal("bytes-damaged", note.Reason.Code);
    }

    [Theory]
    [InlineData(null, "file-unreadable")]
    [InlineData("  \n", "file-empty")]
    public async Task ReadAsync_WhenTheFileIsMissingOrEmpty_SaysSo(string? content, string code)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        if (content is not null) await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<ImportFileException>(
            () => TextDecoding.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(code, exception.Reason.Code);
        File.Delete(path);
    }
}
