using System.Globalization;

namespace IdeaStorage.Storage.Verification;

/// <summary>A row as bytes: the same for the same values, whichever database they come from.</summary>
internal sealed class RowBytes : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public RowBytes() => _writer = new BinaryWriter(_bytes);

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<object?> row)
    {
        _bytes.SetLength(0);
        foreach (var value in row)
            Write(value);
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(object? value)
    {
        switch (value)
        {
            case null or DBNull:
                _writer.Write('n');
                break;
            case string text:
                _writer.Write('t');
                _writer.Write(text);
                break;
            case byte[] content:
                _writer.Write('b');
                _writer.Write(content.Length);
                _writer.Write(content);
                break;
            case float or double or decimal:
                _writer.Write('r');
                _writer.Write(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                _writer.Write('i');
                _writer.Write(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
