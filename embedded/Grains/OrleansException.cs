namespace Orleans.Runtime;

/// <summary>An error of the host rather than of a grain.</summary>
public class OrleansException : Exception
{
    /// <summary>An error without words.</summary>
    public OrleansException()
    {
    }

    /// <summary>An error in words.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The host was set up in a way that it cannot run.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>An error in words.</summary>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>More calls wait for an activation than the host allows.</summary>
public class LimitExceededException(string message) : OrleansException(message);

/// <summary>The host has stopped, or has not started, and takes no calls.</summary>
public class SiloUnavailableException(string message) : OrleansMessageRejectionException(message);

/// <summary>A call was not taken.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }
}
