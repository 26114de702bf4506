using Orleans;

namespace IdeaStorage.Hosting.Tests.Embedded;

/// <summary>Does nothing, a million times.</summary>
public interface IPlainGrain : IGrainWithIntegerKey
{
    /// <summary>Answers.</summary>
    Task Call();
}

/// <summary>Gets messages.</summary>
public interface IMessageGrain : IGrainWithStringKey
{
    /// <summary>Gives the letter back.</summary>
    Task<Letter> Echo(Letter letter);

    /// <summary>Takes what cannot travel.</summary>
    Task Give(Letterbox box);
}

/// <summary>Can travel.</summary>
public sealed record Letter(string Text, IReadOnlyList<int> Numbers);

/// <summary>Cannot travel: it holds code.</summary>
public sealed class Letterbox
{
    public Action Open { get; } = () => { };
}

/// <summary>Answers with a bare number.</summary>
public interface IReturnsNumber : IGrainWithStringKey
{
    int Count();
}

/// <summary>Has a property.</summary>
public interface IHasProperty : IGrainWithStringKey
{
    Task<int> Count { get; }
}

/// <summary>Takes a reference.</summary>
public interface ITakesReference : IGrainWithStringKey
{
    Task Count(ref int number);
}

internal interface IIsHidden : IGrainWithStringKey
{
    Task Count();
}

internal sealed class PlainGrain : Grain, IPlainGrain
{
    public Task Call() => Task.CompletedTask;
}

internal sealed class MessageGrain : Grain, IMessageGrain
{
    public Task<Letter> Echo(Letter letter) => Task.FromResult(letter);

    public Task Give(Letterbox box) => Task.CompletedTask;
}

// The host does not look for generic classes, so that these faulty ones can stand here.
internal sealed class ReturnsNumber<T> : Grain, IReturnsNumber
{
    public int Count() => 0;
}

internal sealed class HasProperty<T> : Grain, IHasProperty
{
    public Task<int> Count => Task.FromResult(0);
}

internal sealed class TakesReference<T> : Grain, ITakesReference
{
    public Task Count(ref int number) => Task.CompletedTask;
}

internal sealed class IsHidden<T> : Grain, IIsHidden
{
    public Task Count() => Task.CompletedTask;
}
