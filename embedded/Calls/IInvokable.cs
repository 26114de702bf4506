using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as the filters see it: its method and its arguments.</summary>
public interface IInvokable
{
    /// <summary>How many arguments the method has.</summary>
    int GetArgumentCount();

    /// <summary>One argument.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces one argument before the call goes on.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's name.</summary>
    string GetInterfaceName();

    /// <summary>Interface and method, for traces.</summary>
    string GetActivityName();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The method's own deadline, if it has one.</summary>
    TimeSpan? GetDefaultResponseTimeout();

    /// <summary>The argument by which the caller can cancel, or none.</summary>
    CancellationToken GetCancellationToken();

    /// <summary>Whether the method has such an argument.</summary>
    bool IsCancellable { get; }
}
