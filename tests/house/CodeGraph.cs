using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Plan86.Tests.House;

/// <summary>
/// Which source file knows which, read from the compiled code: what a member's signature, attributes and instructions name, each placed
/// in its file by the debug information. Constants leave no trace there (the compiler writes their value), so they are looked for by name.
/// </summary>
internal sealed partial class CodeGraph
{
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly string _root;
    private readonly Dictionary<string, HashSet<string>> _knows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly List<(string Name, string File)> _typeNames = [];
    private readonly Dictionary<(string Type, string Member), string> _constants = [];

    /// <param name="root">The checkout: files are named from here.</param>
    /// <param name="assemblies">Compiled rooms, their debug information beside them.</param>
    public CodeGraph(string root, IEnumerable<string> assemblies)
    {
        _root = root;
        var rooms = assemblies.Select(path => new Room(path, this)).ToList();
        try
        {
            rooms.ForEach(room => room.Place());
            rooms.ForEach(room => room.Walk());
            Constants();
        }
        finally
        {
            rooms.ForEach(room => room.Dispose());
        }
    }

    /// <summary>Files with the files they know, themselves left out; named from the root, with slashes.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Knows => _knows;

    /// <summary>The namespace of each file that holds a type.</summary>
    public IReadOnlyDictionary<string, string> Namespaces => _namespaces;

    /// <summary>The names of the types that stand in no other, each with its file.</summary>
    public IReadOnlyList<(string Name, string File)> TypeNames => _typeNames;

    /// <summary>Groups of nodes each of which reaches all others of its group, largest first.</summary>
    public static IReadOnlyList<string[]> Circles(IReadOnlyDictionary<string, HashSet<string>> knows)
    {
        // Tarjan: a node that reaches nothing older than itself closes a group.
        var (index, low) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var (open, circles) = (new Stack<string>(), new List<string[]>());

        foreach (var node in knows.Keys.Order(StringComparer.Ordinal).Where(node => !index.ContainsKey(node)))
        {
            Visit(node);
        }

        return [.. circles.OrderByDescending(circle => circle.Length).ThenBy(circle => circle[0], StringComparer.Ordinal)];

        void Visit(string node)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            foreach (var next in knows.GetValueOrDefault(node) ?? [])
            {
                if (!index.TryGetValue(next, out var at))
                {
                    Visit(next);
                    low[node] = Math.Min(low[node], low[next]);
                }
                else if (open.Contains(next))
                {
                    low[node] = Math.Min(low[node], at);
                }
            }

            if (low[node] == index[node])
            {
                var circle = new List<string>();
                do
                {
                    circle.Add(open.Pop());
                }
                while (circle[^1] != node);
                if (circle.Count > 1)
                {
                    circles.Add([.. circle.Order(StringComparer.Ordinal)]);
                }
            }
        }
    }

    private void Add(string from, string to)
    {
        if (from != to)
        {
            _knows.TryAdd(from, []);
            _knows[from].Add(to);
        }
    }

    private void Constants()
    {
        var types = _constants.Keys.Select(constant => constant.Type).ToHashSet(StringComparer.Ordinal);
        foreach (var file in _namespaces.Keys)
        {
            foreach (Match named in Dotted().Matches(Comments().Replace(File.ReadAllText(Path.Combine(_root, file)), "")))
            {
                if (types.Contains(named.Groups[1].Value)
                    && _constants.TryGetValue((named.Groups[1].Value, named.Groups[2].Value), out var at) && MaySee(file, at))
                {
                    Add(file, at);
                }
            }
        }
    }

    /// <summary>A name in another room that this one does not know is another thing of that name.</summary>
    private static bool MaySee(string from, string to)
    {
        var (own, other) = (from.Split('/')[0], to.Split('/')[0]);
        return own == other || own == "schedules" || other == "transform";
    }

    [GeneratedRegex(@"\b([A-Z]\w*)\s*\.\s*([A-Z]\w*)\b")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();

    /// <summary>One assembly with its debug information.</summary>
    private sealed class Room : ISignatureTypeProvider<string?, object?>, IDisposable
    {
        private readonly CodeGraph _graph;
        private readonly PEReader _file;
        private readonly MetadataReader _code;
        private readonly MetadataReaderProvider _symbolFile;
        private readonly MetadataReader _symbols;
        private readonly string _name;
        private readonly Dictionary<TypeDefinitionHandle, string[]> _types = [];
        private readonly Dictionary<MethodDefinitionHandle, string> _methods = [];

        /// <summary>The types that the signature just decoded names.</summary>
        private readonly List<string[]> _seen = [];

        public Room(string path, CodeGraph graph)
        {
            _graph = graph;
            _file = new PEReader(File.OpenRead(path));
            _code = _file.GetMetadataReader();
            _symbolFile = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
            _symbols = _symbolFile.GetMetadataReader();
            _name = _code.GetString(_code.GetAssemblyDefinition().Name);
        }

        /// <summary>Finds the file of every method and type.</summary>
        public void Place()
        {
            foreach (var handle in _code.MethodDefinitions)
            {
                var written = _symbols.GetMethodDebugInformation(handle.ToDebugInformationHandle()).GetSequencePoints()
                    .Where(point => !point.IsHidden).Select(point => FileOf(point.Document)).FirstOrDefault(file => file is not null);
                if (written is not null)
                {
                    _methods[handle] = written;
                }
            }

            foreach (var handle in _code.TypeDefinitions)
            {
                var type = _code.GetTypeDefinition(handle);
                var files = type.GetMethods().Select(method => _methods.GetValueOrDefault(method)).OfType<string>()
                    .Concat(Documents(handle)).Distinct().ToArray();
                if (files.Length == 0 && !type.GetDeclaringType().IsNil)
                {
                    // An outer type stands before its inner ones.
                    files = _types.GetValueOrDefault(type.GetDeclaringType()) ?? [];
                }

                _types[handle] = files;
                _graph._files.TryAdd($"{_name} {FullName(handle)}", files);
                var spelt = _code.GetString(type.Name);
                foreach (var file in files)
                {
                    _graph._knows.TryAdd(file, []);
                    if (type.GetDeclaringType().IsNil && !spelt.StartsWith('<') && spelt != "Program")
                    {
                        _graph._namespaces.TryAdd(file, _code.GetString(type.Namespace));
                        _graph._typeNames.Add((spelt, file));
                    }
                }

                foreach (var field in type.GetFields().Select(_code.GetFieldDefinition)
                    .Where(field => field.Attributes.HasFlag(FieldAttributes.Literal)))
                {
                    if (files.Length > 0)
                    {
                        _graph._constants.TryAdd((spelt, _code.GetString(field.Name)), files[0]);
                    }
                }
            }
        }

        /// <summary>Adds what every type and method names.</summary>
        public void Walk()
        {
            foreach (var (handle, files) in _types)
            {
                var type = _code.GetTypeDefinition(handle);
                foreach (var file in files.Take(1))
                {
                    Name(file, type.BaseType);
                    Attributes(file, type.GetCustomAttributes());
                    Constraints(file, type.GetGenericParameters());
                    foreach (var one in type.GetInterfaceImplementations())
                    {
                        Name(file, _code.GetInterfaceImplementation(one).Interface);
                    }

                    foreach (var one in type.GetFields().Select(_code.GetFieldDefinition))
                    {
                        one.DecodeSignature(this, null);
                        Seen(file);
                        Attributes(file, one.GetCustomAttributes());
                    }

                    foreach (var one in type.GetProperties())
                    {
                        Attributes(file, _code.GetPropertyDefinition(one).GetCustomAttributes());
                    }
                }

                foreach (var one in type.GetMethods())
                {
                    if ((_methods.GetValueOrDefault(one) ?? files.FirstOrDefault()) is { } file)
                    {
                        Method(file, _code.GetMethodDefinition(one));
                    }
                }
            }
        }

        private void Method(string file, MethodDefinition method)
        {
            method.DecodeSignature(this, null);
            Seen(file);
            Attributes(file, method.GetCustomAttributes());
            Constraints(file, method.GetGenericParameters());
            foreach (var parameter in method.GetParameters())
            {
                Attributes(file, _code.GetParameter(parameter).GetCustomAttributes());
            }

            if (method.RelativeVirtualAddress == 0)
            {
                return;
            }

            var body = _file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
            {
                _code.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null);
                Seen(file);
            }

            foreach (var region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Catch))
            {
                Name(file, region.CatchType);
            }

            Instructions(file, body.GetILReader());
        }

        private void Instructions(string file, BlobReader il)
        {
            while (il.RemainingBytes > 0)
            {
                int code = il.ReadByte();
                switch (Operands[code == 0xFE ? 0xFE00 | il.ReadByte() : code])
                {
                    case OperandType.InlineNone:
                        break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                        il.Offset++;
                        break;
                    case OperandType.InlineVar:
                        il.Offset += 2;
                        break;
                    case OperandType.InlineI8 or OperandType.InlineR:
                        il.Offset += 8;
                        break;
                    case OperandType.InlineSwitch:
                        var targets = il.ReadInt32();
                        il.Offset += 4 * targets;
                        break;
                    case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                        Name(file, MetadataTokens.EntityHandle(il.ReadInt32()));
                        break;
                    default:
                        il.Offset += 4;
                        break;
                }
            }
        }

        private void Attributes(string file, CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes)
            {
                Name(file, _code.GetCustomAttribute(attribute).Constructor);
            }
        }

        private void Constraints(string file, GenericParameterHandleCollection parameters)
        {
            foreach (var constraint in parameters.SelectMany(parameter => _code.GetGenericParameter(parameter).GetConstraints()))
            {
                Name(file, _code.GetGenericParameterConstraint(constraint).Type);
            }
        }

        private void Name(string file, EntityHandle named)
        {
            switch (named.IsNil ? HandleKind.Blob : named.Kind)
            {
                case HandleKind.TypeDefinition:
                    _seen.Add(_types[(TypeDefinitionHandle)named]);
                    break;
                case HandleKind.TypeReference:
                    GetTypeFromReference(_code, (TypeReferenceHandle)named, 0);
                    break;
                case HandleKind.TypeSpecification:
                    _code.GetTypeSpecification((TypeSpecificationHandle)named).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition when _methods.TryGetValue((MethodDefinitionHandle)named, out var at):
                    _seen.Add([at]);
                    break;
                case HandleKind.MethodDefinition:
                    _seen.Add(_types[_code.GetMethodDefinition((MethodDefinitionHandle)named).GetDeclaringType()]);
                    break;
                case HandleKind.FieldDefinition:
                    _seen.Add(_types[_code.GetFieldDefinition((FieldDefinitionHandle)named).GetDeclaringType()]);
                    break;
                case HandleKind.MethodSpecification:
                    var method = _code.GetMethodSpecification((MethodSpecificationHandle)named);
                    method.DecodeSignature(this, null);
                    Name(file, method.Method);
                    break;
                case HandleKind.MemberReference:
                    Name(file, _code.GetMemberReference((MemberReferenceHandle)named).Parent);
                    break;
            }

            Seen(file);
        }

        private void Seen(string file)
        {
            // Of a type in several files the first stands for it.
            foreach (var files in _seen.Where(files => files.Length > 0 && !files.Contains(file)))
            {
                _graph.Add(file, files[0]);
            }

            _seen.Clear();
        }

        private IEnumerable<string> Documents(TypeDefinitionHandle type)
        {
            foreach (var information in _symbols.GetCustomDebugInformation(type).Select(_symbols.GetCustomDebugInformation))
            {
                if (_symbols.GetGuid(information.Kind) == TypeDocuments)
                {
                    var rows = _symbols.GetBlobReader(information.Value);
                    while (rows.RemainingBytes > 0)
                    {
                        if (FileOf(MetadataTokens.DocumentHandle(rows.ReadCompressedInteger())) is { } file)
                        {
                            yield return file;
                        }
                    }
                }
            }
        }

        /// <summary>Returns the file as named from the root; null for what the compiler's generators wrote.</summary>
        private string? FileOf(DocumentHandle document)
        {
            var path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
            path = path.StartsWith("/_/", StringComparison.Ordinal)
                ? path[3..] : Path.GetRelativePath(_graph._root, path).Replace('\\', '/');
            return path.Contains("/obj/", StringComparison.Ordinal) || path.StartsWith("..", StringComparison.Ordinal)
                || !File.Exists(Path.Combine(_graph._root, path)) ? null : path;
        }

        private string FullName(TypeDefinitionHandle handle)
        {
            var type = _code.GetTypeDefinition(handle);
            var name = _code.GetString(type.Name);
            return !type.GetDeclaringType().IsNil
                ? FullName(type.GetDeclaringType()) + "+" + name : _code.GetString(type.Namespace) + "." + name;
        }

        private (string Assembly, string Name) FullName(TypeReferenceHandle handle)
        {
            var type = _code.GetTypeReference(handle);
            var name = _code.GetString(type.Name);
            switch (type.ResolutionScope.Kind)
            {
                case HandleKind.TypeReference:
                    var (assembly, outer) = FullName((TypeReferenceHandle)type.ResolutionScope);
                    return (assembly, outer + "+" + name);
                case HandleKind.AssemblyReference:
                    return (_code.GetString(_code.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name),
                        _code.GetString(type.Namespace) + "." + name);
                default:
                    return (_name, _code.GetString(type.Namespace) + "." + name);
            }
        }

        public void Dispose()
        {
            _symbolFile.Dispose();
            _file.Dispose();
        }

        // What a signature is made of is of no interest here, only the types that it names.
        string? ISimpleTypeProvider<string?>.GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        string? ISimpleTypeProvider<string?>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            _seen.Add(_types[handle]);
            return null;
        }

        public string? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var (assembly, name) = FullName(handle);
            if (_graph._files.TryGetValue($"{assembly} {name}", out var files))
            {
                _seen.Add(files);
            }

            return null;
        }

        string? ISignatureTypeProvider<string?, object?>.GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, null);

        string? IConstructedTypeProvider<string?>.GetArrayType(string? elementType, ArrayShape shape) => null;

        string? IConstructedTypeProvider<string?>.GetByReferenceType(string? elementType) => null;

        string? IConstructedTypeProvider<string?>.GetGenericInstantiation(
            string? genericType, ImmutableArray<string?> typeArguments) => null;

        string? IConstructedTypeProvider<string?>.GetPointerType(string? elementType) => null;

        string? ISZArrayTypeProvider<string?>.GetSZArrayType(string? elementType) => null;

        string? ISignatureTypeProvider<string?, object?>.GetFunctionPointerType(MethodSignature<string?> signature) => null;

        string? ISignatureTypeProvider<string?, object?>.GetGenericMethodParameter(object? genericContext, int index) => null;

        string? ISignatureTypeProvider<string?, object?>.GetGenericTypeParameter(object? genericContext, int index) => null;

        string? ISignatureTypeProvider<string?, object?>.GetModifiedType(string? modifier, string? unmodifiedType, bool isRequired) => null;

        string? ISignatureTypeProvider<string?, object?>.GetPinnedType(string? elementType) => null;
    }
}
