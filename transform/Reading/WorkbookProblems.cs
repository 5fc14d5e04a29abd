namespace Plan86.Transform.Reading;

/// <summary>What can be wrong with a file or a cell of it before anyone asks what it means.</summary>
internal static class WorkbookProblems
{
    private const string Workbook = "sổ tính .xlsx, .xls hoặc tệp văn bản phân cách / a workbook (.xlsx, .xls) or delimited text";

    public static Problem NotCalculated(string sheet, string cell) => Problem.Warning(
        $"{sheet}!{cell}", "", "giá trị đã tính / a computed value",
        "Ô có công thức nhưng tệp không lưu kết quả: hãy mở tệp bằng Excel và lưu lại.",
        "The cell has a formula but the file holds no result: open it in a spreadsheet program and save it again.");

    public static Problem ErrorValue(string sheet, string cell, string error) => Problem.Warning(
        $"{sheet}!{cell}", error, "một con số / a number",
        "Công thức của ô này báo lỗi nên không có số liệu.",
        "The formula in this cell failed, so there is no figure.");

    public static Problem SheetMissing(string sheet) => Problem.Error(
        sheet, "", "nội dung của trang tính / the contents of the sheet",
        "Tệp có ghi tên trang tính này nhưng thiếu nội dung của nó.",
        "The file names this sheet but does not hold its contents.");

    public static Problem TextMissing(string sheet, string cell) => Problem.Error(
        $"{sheet}!{cell}", "", "văn bản / text",
        "Văn bản của ô này, có thể của cả các ô sau, không có trong tệp.",
        "The text of this cell, perhaps of others after it, is not in the file.");

    public static Problem Empty() => Problem.Error(
        "", "", Workbook, "Tệp rỗng.", "The file is empty.");

    public static Problem NoNumber() => Problem.Warning(
        "", "", "bảng có số liệu / a table with figures",
        "Không tìm thấy con số nào trong tệp.", "There is no number anywhere in the file.");

    public static Problem NotASpreadsheet(string what) => Problem.Error(
        "", what, Workbook,
        "Đây không phải là sổ tính hay tệp văn bản phân cách.",
        "This is neither a workbook nor delimited text.");

    public static Problem SaveAsXlsx(string format) => Problem.Error(
        "", format, Workbook,
        $"Đây là bảng tính ở định dạng {format} mà chương trình không đọc: hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi gửi lại.",
        $"This is a spreadsheet of the format {format}, which is not read: open it in Excel or LibreOffice, save it as .xlsx and hand it in again.");

    public static Problem Encrypted() => Problem.Error(
        "", "", "tệp không đặt mật khẩu / a file without a password",
        "Tệp được bảo vệ bằng mật khẩu nên không đọc được: hãy bỏ mật khẩu rồi gửi lại.",
        "The file is protected by a password and cannot be read: remove the password and hand it in again.");

    public static Problem Damaged(string detail) => Problem.Error(
        "", detail, "tệp nguyên vẹn / an undamaged file",
        "Tệp bị hỏng hoặc bị cắt cụt nên không đọc được hết.",
        "The file is damaged or cut short and could not be read to its end.");

    public static Problem DamagedText(string line, string detail) => Problem.Error(
        line, detail, "văn bản phân cách / delimited text",
        "Từ dòng này trở đi không đọc được: có thể thiếu dấu nháy đóng.",
        "From this line on the text cannot be read: perhaps a closing quote is missing.");

    public static Problem TooLarge(string found) => Problem.Error(
        "", found, "tệp có kích thước thông thường / a file of ordinary size",
        "Nội dung tệp sau khi giải nén quá lớn nên bị từ chối.",
        "What the file unpacks to is too large; it was refused.");

    public static Problem TooOld() => Problem.Error(
        "", "", "Excel 5.0 trở lên / Excel 5.0 or later",
        "Định dạng Excel quá cũ (trước Excel 5.0).", "The Excel format is too old (before Excel 5.0).");
}
