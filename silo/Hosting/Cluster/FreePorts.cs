using System.Net;
using System.Net.Sockets;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>One that the system has not given out lately, so that two askers get two.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
