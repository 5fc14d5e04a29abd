using System.Globalization;

namespace Plan86.Transform.Reading.Exchange;

/// <summary>What can be wrong with a statistical exchange file: JSON-stat, PC-Axis, SDMX.</summary>
internal static class ExchangeProblems
{
    public static Problem UnknownJson(string found) => Problem.Error(
        default, found, "JSON-stat · PX-Web · SDMX-JSON",
        new Bilingual(
            "Tệp JSON không thuộc định dạng thống kê nào đọc được.",
            "The JSON is of no statistical format that can be read."));

    public static Problem UnknownXml(string root) => Problem.Error(
        default, root, "SDMX-ML: GenericData · StructureSpecificData · CompactData · CrossSectionalData",
        new Bilingual(
            "Tệp XML không phải là thông điệp số liệu SDMX-ML.",
            "The XML is not a data message of SDMX-ML."));

    public static Problem Malformed(Place place, string detail, string format) => Problem.Error(
        place, detail, format,
        new Bilingual(
            "Từ chỗ này trở đi tệp bị hỏng hoặc bị cắt cụt; số liệu đứng trước vẫn được đọc nếu có thể.",
            "From here on the file is damaged or cut short; figures before it were read where possible."));

    public static Problem Count(Place place, long found, string expected) => Problem.Error(
        place, found.ToString(CultureInfo.InvariantCulture), expected,
        new Bilingual(
            "Số lượng giá trị không khớp với các chiều đã khai báo; những số nằm trong phạm vi vẫn được đọc.",
            "The number of values is not that of the declared dimensions; the figures within bounds were read."));

    public static Problem Codes(Place place, long found, long expected) => Problem.Warning(
        place, found.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture),
        new Bilingual(
            "Số giá trị của chiều không khớp với độ lớn đã khai báo.",
            "The number of values of the dimension is not its declared size."));

    public static Problem NoValue(Place place, string found) => Problem.Warning(
        place, found, "1234.5",
        new Bilingual("Giá trị không phải là số.", "The value is not a number."));

    public static Problem Missing(Place place, string what) => Problem.Error(
        place, "", what,
        new Bilingual("Thiếu phần bắt buộc của định dạng.", "A part that the format requires is missing."));

    public static Problem Outside(Place place, string found, string expected) => Problem.Error(
        place, found, expected,
        new Bilingual(
            "Vị trí nằm ngoài các chiều đã khai báo; số liệu này không dùng được.",
            "The position lies outside the declared dimensions; the figure cannot be used."));

    public static Problem StrayQuote(Place place, string found) => Problem.Warning(
        place, found, "\"…\";",
        new Bilingual(
            "Dấu nháy kép thừa hoặc thiếu trong lời ghi chú; phần số liệu vẫn được đọc.",
            "A quote too many or too few in a note; the figures were read all the same."));

    public static Problem UnknownVariable(Place place, string variables) => Problem.Warning(
        place, place.ToString(), variables,
        new Bilingual(
            "Mã được khai báo cho một chiều không có trong tệp nên không dùng.",
            "Codes are declared for a variable that the file does not have; they are not used."));

    public static Problem SameCode(Place place, string code) => Problem.Warning(
        place, code, "mỗi giá trị một mã riêng / a code of its own for each value",
        new Bilingual(
            "Một mã đứng cho nhiều giá trị nên các mã của chiều này không dùng được; tên giá trị được dùng thay.",
            "One code stands for several values, so the codes of this variable are of no use; the names of the values stand in for them."));

    public static Problem NotEmbedded(Place place, string address) => Problem.Warning(
        place, address, "class: dataset",
        new Bilingual(
            "Tệp chỉ dẫn tới bộ số liệu ở nơi khác; chương trình không tự tải về.",
            "The file only points to a dataset elsewhere; it is not fetched."));

    public static Problem Deleted(Place place) => Problem.Warning(
        place, "ACTION D", "I · A · R · M",
        new Bilingual(
            "Bản ghi yêu cầu xoá số liệu, không phải là số liệu: được bỏ qua.",
            "The record asks for a deletion; it is no figure and is passed over."));

    public static Problem ServerSaid(string message) => Problem.Error(
        Place.OfAddress("errors"), message, "",
        new Bilingual(
            "Máy chủ báo lỗi thay vì trả đủ số liệu.",
            "The server reported an error along with, or instead of, data."));
}
