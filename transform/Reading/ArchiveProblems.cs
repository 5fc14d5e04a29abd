namespace Plan86.Transform.Reading;

/// <summary>What can be wrong with an archive of files.</summary>
internal static class ArchiveProblems
{
    public static Problem MemberName(string name) => Problem.Error(
        Place.OfMember(name), name, "thư mục/tệp.csv / folder/file.csv",
        new Bilingual(
            "Tên tệp trong gói ZIP không an toàn nên tệp này bị từ chối.",
            "The name of this member of the ZIP is not safe; the member was refused."));

    public static Problem NestedArchive(string name) => Problem.Error(
        default, name, "CSV, XLS, XLSX, ODS, JSON-stat, PX, SDMX",
        new Bilingual(
            "Tệp nén lồng trong tệp nén không được đọc: hãy giải nén một lần rồi gửi lại.",
            "An archive inside an archive is not read: unpack it once and hand it in again."));

    public static Problem EncryptedMember(string name) => Problem.Error(
        Place.OfMember(name), name, "tệp không đặt mật khẩu / a member without a password",
        new Bilingual(
            "Tệp trong gói ZIP được đặt mật khẩu nên không đọc được.",
            "This member of the ZIP is protected by a password and cannot be read."));
}
