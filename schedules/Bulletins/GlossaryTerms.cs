using Plan86.Transform;

namespace Plan86.Schedules.Bulletins;

/// <summary>A word of the bulletin and what it means.</summary>
internal sealed record GlossaryTerm(string Code, Bilingual Name, Bilingual Meaning);

/// <summary>The words of the bulletin.</summary>
internal static class GlossaryTerms
{
    public static IReadOnlyList<GlossaryTerm> All { get; } =
    [
        new("indicator", new("Chỉ tiêu", "Indicator"), new(
            "Đại lượng mà Kế hoạch 86/KH-UBND đặt mục tiêu bằng số.",
            "A quantity for which Plan 86/KH-UBND sets a number.")),
        new("target", new("Mục tiêu", "Target"), new(
            "Mức phải đạt trong một năm, hoặc bình quân, hoặc cộng dồn trong một giai đoạn; có thể là một mức sàn, một mức trần hay một "
                + "khoảng.",
            "What is to be reached in a year, or on average or in total over a period: a floor, a ceiling or a range.")),
        new("met", new("Đạt, không đạt", "Met, missed"), new(
            "Năm mục tiêu đã qua và số liệu của năm đó thỏa mãn, hoặc không thỏa mãn, mục tiêu.",
            "The target year has passed and its figure satisfies the target, or does not.")),
        new("track", new("Đúng tiến độ, có nguy cơ, chậm tiến độ", "On track, at risk, off track"), new(
            "Năm mục tiêu chưa qua; kết quả yếu hơn trong hai phương pháp nhịp độ và triển vọng.",
            "The target year is still to come; the weaker of the two methods, pace and outlook.")),
        new("no-data", new("Chưa có số liệu; chưa đủ cơ sở đánh giá", "No data; cannot be judged yet"), new(
            "Thiếu số liệu quyết định; hoặc có số liệu nhưng không phương pháp nào tính được, lý do được ghi kèm.",
            "The figure that would decide is missing; or there are figures, but neither method can say anything, and the reason is "
                + "given.")),
        new("pace", new("Nhịp độ", "Pace"), new(
            "Tốc độ tăng thực tế chia cho tốc độ cần có để đạt mục tiêu (Cơ quan Thống kê Canada, Open SDG); 1 là vừa đủ.",
            "Observed yearly rate over the rate required (Statistics Canada, Open SDG); 1 is just enough.")),
        new("outlook", new("Triển vọng", "Outlook"), new(
            "Kéo dài xu hướng năm năm gần nhất đến năm mục tiêu (Cơ quan Thống kê Liên bang Đức): nắng, ít mây, nhiều mây, giông.",
            "The trend of the last five years extended to the target year (Destatis): sun, light cloud, cloud, storm.")),
        new("required", new("Cần từ nay", "Required from here"), new(
            "Mức tăng mỗi năm, hoặc số phải đạt mỗi năm còn lại, kể từ năm có số liệu gần nhất, để đạt mục tiêu.",
            "The growth, or the amount, needed in each year after the last figure to reach the target.")),
        new("vintage", new("Lần công bố", "Vintage"), new(
            "Một số liệu như một tệp đã công bố; số liệu được điều chỉnh là lần công bố mới bên cạnh lần cũ.",
            "A figure as one extract published it; a revised figure is a new vintage beside the old one.")),
        new("status", new("Ước tính, sơ bộ, chính thức", "Estimate, provisional, final"), new(
            "Mức độ chắc chắn của số liệu theo cơ quan công bố (mã SDMX E, P, A).",
            "How firm a figure is, by who published it (SDMX codes E, P, A).")),
        new("nowcast", new("Ước từ các tháng", "Nowcast"), new(
            "Số cả năm do hệ thống ước từ các tháng đã có; chỉ để tham khảo, không quyết định kết luận.",
            "A year's figure computed from the months so far; for information, it decides nothing.")),
        new("break", new("Gián đoạn của chuỗi số liệu", "Break in a series"), new(
            "Từ mốc này số liệu có nghĩa khác (địa giới, giá gốc, cách tính); không tính tốc độ qua mốc khi chưa có hệ số quy đổi.",
            "From that day figures mean something else (territory, prices, definition); no rate is computed across it without a bridge.")),
        new("territory", new("Địa giới", "Territory"), new(
            "Từ ngày 01/7/2025 thành phố Hải Phòng gồm cả tỉnh Hải Dương cũ; mục tiêu đặt cho địa giới khi ban hành Kế hoạch. Kết luận "
                + "theo "
                + "địa giới khác được đánh dấu †.",
            "Since 1 July 2025 Hải Phòng includes the former province of Hải Dương; the targets were set for the city of the Plan's day. A "
                + "verdict on another territory carries †.")),
        new("cumulative", new("Lũy kế", "Cumulative"), new(
            "Cộng dồn từ tháng 1 đến hết kỳ báo cáo.", "From January to the end of the period.")),
    ];
}
