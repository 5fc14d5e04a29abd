using System.Globalization;
using Parquet;
using Parquet.Schema;
using Plan86.Transform.Reading.Vietnamese;

namespace Plan86.Transform.Reading.Spreadsheet;

/// <summary>
/// Reads a Parquet file of flat columns as one sheet: names in the first row, a record in each row below. A column that is
/// nested is refused by its name, the others are read.
/// </summary>
internal static class ParquetSheet
{
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    public static bool Is(FileHead head) => head.Bytes.StartsWith(Magic) && EndsSo(head.Stream);

    public static IEnumerable<Sheet> Read(Stream bytes, ReadingContext reading)
    {
        // The library only knows how to wait; the bytes are at hand.
        yield return ReadAsync(bytes, reading).GetAwaiter().GetResult();
    }

    private static bool EndsSo(Stream stream)
    {
        var end = new byte[Magic.Length];
        stream.Seek(-Math.Min(end.Length, stream.Length), SeekOrigin.End);
        stream.ReadExactly(end);
        stream.Position = 0;
        return end.AsSpan().SequenceEqual(Magic);
    }

    private static async Task<Sheet> ReadAsync(Stream bytes, ReadingContext reading)
    {
        await using var guarded = new ParquetBytes(bytes);
        await using var file = await ParquetReader.CreateAsync(guarded, leaveStreamOpen: true, cancellationToken: reading.Cancellation);
        var fields = FlatOf(file.Schema, reading);
        Check(file, fields.Count, reading);
        var sheet = new Sheet("", false);
        var header = new SheetRow(1, 1, false);
        for (var i = 0; i < fields.Count; i++)
        {
            header.Cells.Add(new SheetCell(i + 1, null, new SheetText(fields[i].Name), CellStyle.None));
            reading.Budget.Cell();
        }

        sheet.Rows.Add(header);
        for (var group = 0; group < file.RowGroupCount; group++)
        {
            reading.ThrowIfCancelled();
            using var rows = file.OpenRowGroupReader(group);
            var first = sheet.Rows.Count;
            for (var i = 0; i < rows.RowCount; i++)
            {
                sheet.Rows.Add(new SheetRow(first + i + 1, first + i + 1, false));
            }

            for (var i = 0; i < fields.Count; i++)
            {
                await TakeAsync(rows, fields[i], sheet.Rows, first, i + 1, reading);
            }
        }

        return sheet;
    }

    /// <summary>What the file says it unpacks to, before any of it is unpacked.</summary>
    private static void Check(ParquetReader file, int columns, ReadingContext reading)
    {
        var (rows, bytes) = (0L, 0L);
        foreach (var group in file.Metadata?.RowGroups ?? [])
        {
            (rows, bytes) = (rows + group.NumRows, bytes + group.TotalByteSize);
            if (rows < 0 || rows > CellRef.MaxRow || rows * columns > reading.Budget.CellsLeft || bytes < 0
                || bytes > reading.Budget.MaxBytes)
            {
                throw new OverBudgetException();
            }
        }
    }

    private static List<DataField> FlatOf(ParquetSchema schema, ReadingContext reading)
    {
        var flat = new List<DataField>();
        foreach (var field in schema.Fields)
        {
            if (field is DataField { IsArray: false, MaxRepetitionLevel: 0 } column && Taker.Knows(column.ClrType))
            {
                flat.Add(column);
            }
            else
            {
                reading.Report(WorkbookProblems.NestedColumn(field.Name));
            }
        }

        return flat;
    }

    private static async Task TakeAsync(
        ParquetRowGroupReader rows, DataField field, List<SheetRow> into, int first, int column, ReadingContext reading)
    {
        if (!rows.ColumnExists(field))
        {
            return;
        }

        var count = checked((int)rows.RowCount);
        var taker = new Taker(rows, field, count, reading.Cancellation);
        var cells = await taker.CellsAsync(column);
        for (var i = 0; i < count; i++)
        {
            if (cells(i) is { } cell)
            {
                into[first + i].Cells.Add(cell);
                reading.Budget.Cell();
            }
        }
    }

    /// <summary>The values of one column of a row group, whatever their type.</summary>
    private sealed class Taker(ParquetRowGroupReader rows, DataField field, int count, CancellationToken ct)
    {
        public static bool Knows(Type type) =>
            (Type.GetTypeCode(type) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull or TypeCode.Char))
            || IsText(type) || type == typeof(DateOnly) || type == typeof(TimeSpan) || type == typeof(TimeOnly) || type == typeof(Guid);

        private static bool IsText(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<char>);

        public async Task<Func<int, SheetCell?>> CellsAsync(int column)
        {
            if (IsText(field.ClrType))
            {
                var texts = new string?[count];
                await rows.ReadAsync(field, texts.AsMemory()!, cancellationToken: ct);
                return i => Text(column, texts[i]);
            }

            return Type.GetTypeCode(field.ClrType) switch
            {
                TypeCode.Boolean => await ValuesAsync<bool>(column, value => Text(column, value ? "TRUE" : "FALSE")),
                TypeCode.Byte => await ValuesAsync<byte>(column, value => Number(column, value)),
                TypeCode.SByte => await ValuesAsync<sbyte>(column, value => Number(column, value)),
                TypeCode.Int16 => await ValuesAsync<short>(column, value => Number(column, value)),
                TypeCode.UInt16 => await ValuesAsync<ushort>(column, value => Number(column, value)),
                TypeCode.Int32 => await ValuesAsync<int>(column, value => Number(column, value)),
                TypeCode.UInt32 => await ValuesAsync<uint>(column, value => Number(column, value)),
                TypeCode.Int64 => await ValuesAsync<long>(column, value => Number(column, value)),
                TypeCode.UInt64 => await ValuesAsync<ulong>(column, value => Number(column, value)),
                TypeCode.Single =>
                    await ValuesAsync<float>(column, value => Number(column, value.ToString("R", CultureInfo.InvariantCulture))),
                TypeCode.Double => await ValuesAsync<double>(column, value => Number(column, value)),
                TypeCode.Decimal => await ValuesAsync<decimal>(column, value => Number(column, (double)value)),
                TypeCode.DateTime => await ValuesAsync<DateTime>(column, value => Text(column, ExcelDate.Format(value))),
                _ => await OthersAsync(column),
            };
        }

        private async Task<Func<int, SheetCell?>> OthersAsync(int column)
        {
            if (field.ClrType == typeof(DateOnly))
            {
                return await ValuesAsync<DateOnly>(column, value => Text(column, ExcelDate.Format(value.ToDateTime(TimeOnly.MinValue))));
            }

            if (field.ClrType == typeof(TimeSpan))
            {
                return await ValuesAsync<TimeSpan>(column, value => Text(column, value.ToString("c", CultureInfo.InvariantCulture)));
            }

            if (field.ClrType == typeof(TimeOnly))
            {
                return await ValuesAsync<TimeOnly>(column, value => Text(column, value.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
            }

            return await ValuesAsync<Guid>(column, value => Text(column, value.ToString()));
        }

        private async Task<Func<int, SheetCell?>> ValuesAsync<T>(int column, Func<T, SheetCell?> cell)
            where T : struct
        {
            if (field.IsNullable)
            {
                var values = new T?[count];
                await rows.ReadAsync(field, values.AsMemory(), cancellationToken: ct);
                return i => values[i] is { } value ? cell(value) : null;
            }

            var all = new T[count];
            await rows.ReadAsync(field, all.AsMemory(), cancellationToken: ct);
            return i => cell(all[i]);
        }

        private static SheetCell? Text(int column, string? text) =>
            string.IsNullOrEmpty(text) ? null : new SheetCell(column, null, new SheetText(text), CellStyle.None);

        private static SheetCell? Number(int column, double number) =>
            double.IsFinite(number) ? new SheetCell(column, number, null, CellStyle.None) : null;

        /// <summary>Of a number of four bytes the shortest decimal that means it: 0.1, not 0.10000000149.</summary>
        private static SheetCell? Number(int column, string shortest) =>
            Number(column, double.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture));
    }
}
