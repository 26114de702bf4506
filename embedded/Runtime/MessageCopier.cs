using System.Runtime.CompilerServices;
using System.Text.Json;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// Proves that messages could travel: each value is written as JSON, read back and written again. What is handed on is
/// what was read, so that state shared through a call by mistake breaks a test here and not a cluster later.
/// </summary>
internal sealed class MessageCopier
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public TArguments Copy<TArguments, TResult>(GrainMethod<TArguments, TResult> method, TArguments arguments)
        where TArguments : struct
    {
        object copy = arguments;
        var parameters = method.Method.GetParameters();
        for (var index = 0; index < parameters.Length; index++)
        {
            var value = ((ITuple)arguments)[index];
            typeof(TArguments).GetField($"Item{index + 1}")!.SetValue(
                copy, Copy(value, parameters[index].ParameterType, $"argument {parameters[index].Name} of {method}"));
        }

        return (TArguments)copy;
    }

    public async Task<TResult> CopyAsync<TArguments, TResult>(
        GrainMethod<TArguments, TResult> method, Task<TResult> answer)
        where TArguments : struct =>
        (TResult)Copy(await answer, typeof(TResult), $"answer of {method}")!;

    // References and tokens are not data: a cluster carries them in its own way.
    private static object? Copy(object? value, Type declared, string what)
    {
        if (value is null or CancellationToken or IAddressable)
        {
            return value;
        }

        var type = declared.IsSealed || declared.IsInterface || !declared.IsAbstract ? declared : value.GetType();
        try
        {
            var written = JsonSerializer.Serialize(value, type, Options);
            var read = JsonSerializer.Deserialize(written, type, Options);
            var rewritten = JsonSerializer.Serialize(read, type, Options);
            return written == rewritten
                ? read
                : throw new JsonException($"it was written as {written} but read as {rewritten}");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new OrleansException($"The {what} ({type.Name}) cannot travel: {error.Message}", error);
        }
    }
}
