using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that sends prepared requests one after the other. Written on the bare socket: on
/// two cores the load shares the processor with what it measures, and should take as little of it as it can.
/// </summary>
internal sealed class LoadConnection(Uri address) : IDisposable
{
    private const int ResponseBytesMax = 4 << 20;

    private static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 << 10];

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string method, string path, string headers = "", string body = "") =>
        Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
            + (method == "GET" ? "" : "Content-Type: application/json\r\n")
            + (method == "GET" ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n")
            + $"\r\n{body}");

    public async Task ConnectAsync() => await _socket.ConnectAsync(IPAddress.Loopback, address.Port);

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is no success, or the connection ended.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        for (var length = 0; ;)
        {
            if (length == _buffer.Length)
                Grow();
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The connection was closed before the answer ended.");
            length += read;
            if (IsWhole(_buffer.AsSpan(0, length)))
                break;
        }

        if (!_buffer.AsSpan(0, 10).SequenceEqual("HTTP/1.1 2"u8))
            throw new InvalidOperationException(
                "The answer is no success: " + Encoding.UTF8.GetString(_buffer.AsSpan(0, 600)).TrimEnd('\0'));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            // Nothing follows an answer before the next request is sent, so the end of the bytes is the end of it.
            return head.IndexOf("Transfer-Encoding: chunked"u8) < 0 || answer.EndsWith(LastChunk);
        Utf8Parser.TryParse(head[(at + "\r\nContent-Length: ".Length)..], out int body, out _);
        return answer.Length >= end + 4 + body;
    }

    private void Grow()
    {
        if (_buffer.Length >= ResponseBytesMax)
            throw new InvalidOperationException($"An answer is longer than {ResponseBytesMax} bytes.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
