using System.Net;
using System.Net.Sockets;

namespace IdeaStorage.Faults.Tests;

/// <summary>A network between the program and a server on this machine: a test can cut, darken and slow it.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly Task _accepting;
    private TaskCompletionSource _light = new();
    private bool _isCut;
    private bool _breaksHandshakes;
    private int _handshakes;
    private TimeSpan _delay;

    public TcpProxy(int target)
    {
        _target = target;
        _light.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets every connection; a new one is reset at once.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var socket in _sockets)
                Reset(socket);
        }
    }

    /// <summary>Nothing comes through any more, and nobody is told so; what was sent is delivered when it is mended.
    /// </summary>
    public void Darken()
    {
        lock (_gate)
            _light = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Resets every connection, and of the new ones every other after the first words of the client.</summary>
    public void BreakHandshakes()
    {
        Cut();
        lock (_gate)
            (_isCut, _breaksHandshakes) = (false, true);
    }

    /// <summary>Everything takes so much longer, each way.</summary>
    public void Slow(TimeSpan delay)
    {
        lock (_gate)
            _delay = delay;
    }

    public void Mend()
    {
        lock (_gate)
        {
            (_isCut, _breaksHandshakes, _delay) = (false, false, TimeSpan.Zero);
            _light.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Mend();
        Cut();
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = LinkAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task LinkAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            try
            {
                if (!TryKeep(near, far))
                    return;
                if (BreaksHandshake())
                {
                    await near.ReceiveAsync(new byte[BufferBytes], _end.Token);
                    return;
                }

                await PassAsync();
                await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                await Task.WhenAll(PumpAsync(near, far), PumpAsync(far, near));
            }
            catch (Exception error) when (
                error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has closed the connection, or a cut has.
            }
            finally
            {
                lock (_gate)
                    _sockets.ExceptWith([near, far]);
                Reset(near);
                Reset(far);
            }
        }
    }

    private bool TryKeep(Socket near, Socket far)
    {
        lock (_gate)
        {
            near.NoDelay = far.NoDelay = true;
            _sockets.UnionWith([near, far]);
            return !_isCut;
        }
    }

    private bool BreaksHandshake()
    {
        lock (_gate)
            return _breaksHandshakes && _handshakes++ % 2 == 0;
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferBytes];
        while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var count)
        {
            await PassAsync();
            await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }

        await PassAsync();
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task PassAsync()
    {
        Task light;
        TimeSpan delay;
        lock (_gate)
            (light, delay) = (_light.Task, _delay);
        await light.WaitAsync(_end.Token);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, _end.Token);
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
