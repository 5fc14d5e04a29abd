using System.Globalization;

namespace Plan86.Transform.Reading;

/// <summary>What can be wrong with a file or a cell of it before anyone asks what it means.</summary>
internal static class WorkbookProblems
{
    /// <summary>What can be handed in, in a few words.</summary>
    public const string Readable =
        "sổ tính .xlsx, .xls, .ods hoặc tệp văn bản phân cách / a workbook (.xlsx, .xls, .ods) or delimited text";

    public static Problem NotCalculated(string sheet, string cell) => Problem.Warning(
        Place.OfCell(sheet, cell), "", "giá trị đã tính / a computed value",
        new Bilingual(
            "Ô có công thức nhưng tệp không lưu kết quả: hãy mở tệp bằng Excel và lưu lại.",
            "The cell has a formula but the file holds no result: open it in a spreadsheet program and save it again."));

    public static Problem ShownInThousands(string sheet, string cell, double stored, string shown) => Problem.Error(
        Place.OfCell(sheet, cell), $"{shown} ({stored.ToString("R", CultureInfo.InvariantCulture)})", "một con số / a number",
        new Bilingual(
            "Định dạng của ô rút gọn số theo nghìn và ghi kèm chữ nên không rõ đơn vị: hãy nhập đúng con số theo đơn vị của bảng.",
            "The cell's format shows the number in thousands with words behind it, so its unit is not certain: enter the number in the "
                + "table's unit."));

    public static Problem ErrorValue(string sheet, string cell, string error) => Problem.Warning(
        Place.OfCell(sheet, cell), error, "một con số / a number",
        new Bilingual(
            "Công thức của ô này báo lỗi nên không có số liệu.",
            "The formula in this cell failed, so there is no figure."));

    public static Problem SheetMissing(string sheet) => Problem.Error(
        Place.OfSheet(sheet), "", "nội dung của trang tính / the contents of the sheet",
        new Bilingual(
            "Tệp có ghi tên trang tính này nhưng thiếu nội dung của nó.",
            "The file names this sheet but does not hold its contents."));

    public static Problem TextMissing(string sheet, string cell) => Problem.Error(
        Place.OfCell(sheet, cell), "", "văn bản / text",
        new Bilingual(
            "Văn bản của ô này, có thể của cả các ô sau, không có trong tệp.",
            "The text of this cell, perhaps of others after it, is not in the file."));

    public static Problem Empty() => Problem.Error(
        default, "", Readable, new Bilingual("Tệp rỗng.", "The file is empty."));

    public static Problem NoNumber() => Problem.Warning(
        default, "", "bảng có số liệu / a table with figures",
        new Bilingual("Không tìm thấy con số nào trong tệp.", "There is no number anywhere in the file."));

    public static Problem NotASpreadsheet(string what) => Problem.Error(
        default, what, Readable,
        new Bilingual(
            "Đây không phải là sổ tính hay tệp văn bản phân cách.",
            "This is neither a workbook nor delimited text."));

    public static Problem NestedColumn(string name) => Problem.Error(
        Place.OfAddress(name), name, "cột phẳng: số, văn bản, ngày / a flat column: numbers, text, days",
        new Bilingual(
            "Cột lồng nhau hoặc nhị phân không đọc được; các cột khác vẫn được đọc.",
            "A nested or binary column is not read; the others are."));

    public static Problem Encrypted() => Problem.Error(
        default, "", "tệp không đặt mật khẩu / a file without a password",
        new Bilingual(
            "Tệp được bảo vệ bằng mật khẩu nên không đọc được: hãy bỏ mật khẩu rồi gửi lại.",
            "The file is protected by a password and cannot be read: remove the password and hand it in again."));

    public static Problem Damaged(string detail) => Problem.Error(
        default, detail, "tệp nguyên vẹn / an undamaged file",
        new Bilingual(
            "Tệp bị hỏng hoặc bị cắt cụt nên không đọc được hết.",
            "The file is damaged or cut short and could not be read to its end."));

    public static Problem DamagedText(Place line, string detail) => Problem.Error(
        line, detail, "văn bản phân cách / delimited text",
        new Bilingual(
            "Từ dòng này trở đi không đọc được: có thể thiếu dấu nháy đóng.",
            "From this line on the text cannot be read: perhaps a closing quote is missing."));

    public static Problem TooLarge(string found) => Problem.Error(
        default, found, "tệp có kích thước thông thường / a file of ordinary size",
        new Bilingual(
            "Nội dung tệp sau khi giải nén quá lớn nên bị từ chối.",
            "What the file unpacks to is too large; it was refused."));
}
