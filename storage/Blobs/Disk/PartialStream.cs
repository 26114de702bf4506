namespace IdeaStorage.Storage.Blobs.Disk;

/// <summary>
/// A part of a file's content as a stream that knows its length and can be read from any place, once opened.
/// </summary>
internal sealed class PartialStream : Stream
{
    private readonly FileStream _file;
    private readonly long _start;
    private long _position;

    /// <param name="file">Closed with this stream.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">Its size, null: to the end.</param>
    /// <param name="contentBytes">How much of the file is content.</param>
    public PartialStream(FileStream file, long offset, long? length, long contentBytes)
    {
        _file = file;
        _start = Math.Min(offset, contentBytes);
        Length = Math.Min(length ?? long.MaxValue, contentBytes - _start);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Advance(
        RandomAccess.Read(_file.SafeFileHandle, buffer[..Wanted(buffer.Length)], _start + _position));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) => Advance(
        await RandomAccess.ReadAsync(
            _file.SafeFileHandle, buffer[..Wanted(buffer.Length)], _start + _position, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Clamp(Length - _position, 0, room);

    private int Advance(int read)
    {
        _position += read;
        return read;
    }
}
