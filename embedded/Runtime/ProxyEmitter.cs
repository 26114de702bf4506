using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// Makes the classes of references. For each grain interface one class is emitted that derives from
/// <see cref="GrainProxy"/>; each of its methods packs the arguments and leaves the rest to the base class:
/// <code>
/// Task&lt;int&gt; ICounter.Add(int by) => (Task&lt;int&gt;)Call&lt;ValueTuple&lt;int&gt;, int&gt;(0, new(by));
/// </code>
/// That is all the code that is generated, so all that is worth reading is ordinary C#.
/// </summary>
internal static class ProxyEmitter
{
    private const BindingFlags Inherited = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly Type[] ConstructorParameters = [typeof(GrainReferenceShape)];

    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new("IdeaStorage.Embedded.References"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("References");

    private static readonly Lock Gate = new();
    private static int _count;

    public static Func<GrainInterface, GrainClass, IdSpan, GrainProxy> Emit(Type type, GrainMethod[] methods)
    {
        Type proxy;
        lock (Gate)
        {
            var builder = Module.DefineType(
                $"{type.FullName}.Reference{++_count}",
                TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class,
                typeof(GrainProxy),
                [type]);
            EmitConstructor(builder);
            for (var index = 0; index < methods.Length; index++)
            {
                EmitMethod(builder, methods[index], index);
            }

            proxy = builder.CreateType();
        }

        var create = CompileCreate(proxy);
        return (grainInterface, grainClass, key) => create(new(grainInterface, grainClass, key));
    }

    private static void EmitConstructor(TypeBuilder builder)
    {
        var code = builder
            .DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, ConstructorParameters)
            .GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(GrainProxy).GetConstructor(Inherited, ConstructorParameters)!);
        code.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder builder, GrainMethod method, int index)
    {
        var types = method.Method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var implementation = builder.DefineMethod(
            $"{method.InterfaceName}.{method.Method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot,
            method.Method.ReturnType,
            types);
        var code = implementation.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, index);
        EmitArguments(code, method.ArgumentsType, types.Length);
        code.Emit(OpCodes.Call, typeof(GrainProxy)
            .GetMethod("Call", Inherited)!.MakeGenericMethod(method.ArgumentsType, method.ResultType));
        EmitReturn(code, method.Method.ReturnType, method.ResultType);
        builder.DefineMethodOverride(implementation, method.Method);
    }

    private static void EmitArguments(ILGenerator code, Type tuple, int count)
    {
        if (count == 0)
        {
            var nothing = code.DeclareLocal(tuple);
            code.Emit(OpCodes.Ldloc, nothing);
            return;
        }

        for (var index = 1; index <= count; index++)
        {
            code.Emit(OpCodes.Ldarg, (short)index);
        }

        code.Emit(OpCodes.Newobj, tuple.GetConstructor(tuple.GetGenericArguments())!);
    }

    private static void EmitReturn(ILGenerator code, Type returned, Type result)
    {
        if (returned == typeof(void))
        {
            code.Emit(OpCodes.Pop);
        }
        else if (returned == typeof(ValueTask))
        {
            code.Emit(OpCodes.Newobj, returned.GetConstructor([typeof(Task)])!);
        }
        else if (returned != typeof(Task))
        {
            var typed = typeof(Task<>).MakeGenericType(result);
            code.Emit(OpCodes.Castclass, typed);
            if (returned != typed)
            {
                code.Emit(OpCodes.Newobj, returned.GetConstructor([typed])!);
            }
        }

        code.Emit(OpCodes.Ret);
    }

    private static Func<GrainReferenceShape, GrainProxy> CompileCreate(Type proxy)
    {
        var shape = Expression.Parameter(typeof(GrainReferenceShape));
        var create = Expression.New(proxy.GetConstructor(ConstructorParameters)!, shape);
        return Expression.Lambda<Func<GrainReferenceShape, GrainProxy>>(create, shape).Compile();
    }
}
