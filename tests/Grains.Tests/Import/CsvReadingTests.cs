using IdeaStorage.Silo.Import;
using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class CsvReadingTests
{
    private static readonly CsvColumn Id = new("Id", true, "Number");
    private static readonly CsvColumn Name = new("Full Name", true);
    private static readonly CsvColumn Note = new("Note", false);

    private readonly ImportSection _section = ImportFixtures.Section();

    [Fact]
    public void Read_WhenColumnsStandInAnotherOrderAndCase_FindsThemByName()
    {
        var record = Assert.Single(Read("note, FULL  name ,number,Extra\n n ,가나,7,x\n"));

        Assert.Equal(("7", "가나", "n"), (record[Id], record[Name], record[Note]));
        Assert.Equal([("Extra", "x")], record.Others);
    }

    [Fact]
    public void Read_WhenARequiredColumnIsMissing_ListsWhatIsExpectedAndWhatWasFound()
    {
        var exception = Assert.Throws<ImportFileException>(() => Read("Id,Title\n1,a\n"));

        Assert.Equal("columns-missing", exception.Reason.Code);
        Assert.Contains(
            "“Full Name”. Expected: “Id”, “Full Name”. Found in the file: “Id”, “Title”", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenTheFileIsNoText_SaysWhichColumnsAreMissing()
    {
        var exception = Assert.Throws<ImportFileException>(() => Read("\uFFFE\u0001,Id\uFFFF\n1,a\n"));

        Assert.Equal("columns-missing", exception.Reason.Code);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Read_WhenCellsAreSeparatedOtherwise_FindsTheSeparator(char separator)
    {
        var records = Read("Id,Full Name,Note\n1,가,\"a b\"\n2,나,\"c\nd\"\n".Replace(',', separator));

        Assert.Equal(["1가", "2나"], records.Select(record => record[Id] + record[Name]));
    }

    [Fact]
    public void Read_WhenCellsHaveSeveralLines_CountsRecordsAndLines()
    {
        var records = Read("Id,Full Name,Note\r\n1,a,\"one\r\ntwo, \"\"three\"\"\"\r\n\r\n2,b,\r\n");

        Assert.Equal([new RecordPlace(1, 2), new RecordPlace(2, 5)], records.Select(record => record.Place));
        Assert.Equal("one\r\ntwo, \"three\"", records[0][Note]);
        Assert.Equal((2, 0), (_section.ToReport().Records, _section.ToReport().Skipped));
    }

    [Fact]
    public void Read_WhenTheFileEndsInsideACell_SkipsThatRecordAlone()
    {
        var records = Read("Id,Full Name,Note\n1,a,x\n2,b,\"cut\noff in the mid");

        Assert.Equal("1", Assert.Single(records)[Id]);
        var note = Assert.Single(_section.ToReport().Notes);
        Assert.Equal((new RecordPlace(2, 3), "quote-not-closed"), (note.Place, note.Reason.Code));
        Assert.Equal(2, _section.ToReport().Records);
    }

    [Theory]
    [InlineData("4,d,plain\n5,e,plain\n")]
    [InlineData("4,d,\"quoted\nlines\"\n5,e,\"more\"\n")]
    public void Read_WhenAQuoteIsNotClosed_DoesNotSwallowTheRecordsBehindIt(string rest)
    {
        var records = Read("Id,Full Name,Note\n1,a,x\n2,b,\"open\nstill open\n" + rest);

        Assert.Equal(["1", "4", "5"], records.Select(record => record[Id]));
        Assert.Equal(5, records[1].Place.Line);
        var report = _section.ToReport();
        Assert.Equal((4, 1), (report.Records, report.Skipped));
        Assert.Equal(new RecordPlace(2, 3), report.Notes[0].Place);
    }

    [Fact]
    public void Read_WhenARecordHasTooManyOrTooFewCells_SkipsIt()
    {
        var records = Read("Id,Full Name,Note\n1,a\n2,b,c,d\n3,e,f\n");

        Assert.Equal("3", Assert.Single(records)[Id]);
        Assert.Equal(["cell-count", "cell-count"], _section.ToReport().Codes());
    }

    [Fact]
    public void Read_WhenAnUnquotedCellHasAQuote_KeepsIt()
    {
        Assert.Equal("3\" pipe", Assert.Single(Read("Id,Full Name,Note\n1,3\" pipe,x\n"))[Name]);
    }

    private IReadOnlyList<CsvRecord> Read(string content) =>
        CsvReading.Read(ImportFixtures.Text(content), [Id, Name, Note], _section);
}
