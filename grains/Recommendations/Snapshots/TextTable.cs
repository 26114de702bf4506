namespace IdeaStorage.Grains.Recommendations.Snapshots;

/// <summary>Texts by number, each once; the number 0 stands for none.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _texts = [null];

    public string this[int number] => _texts[number]!;

    public int this[string text] => _numbers[text];

    public int OrNone(string? text) => text is null ? 0 : _numbers[text];

    public string? Find(int number) => _texts[number];

    public void Add(string? text)
    {
        if (text is not null && _numbers.TryAdd(text, _texts.Count)) _texts.Add(text);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_texts.Count - 1);
        foreach (var text in _texts.Skip(1)) writer.Write(text!);
    }

    public static TextTable Read(BinaryReader reader)
    {
        var table = new TextTable();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--) table.Add(reader.ReadString());
        return table;
    }
}
