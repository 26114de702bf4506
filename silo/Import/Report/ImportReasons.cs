using System.Globalization;

namespace IdeaStorage.Silo.Import;

/// <summary>Everything that an import says about a record, in both languages, in one place.</summary>
internal static class ImportReasons
{
    public static ImportReason QuoteNotClosed(int lines) => new(
        "quote-not-closed",
        $"따옴표가 닫히지 않아 {lines}줄을 읽을 수 없습니다.",
        $"A quoted cell does not end; {lines} line(s) could not be read.");

    public static ImportReason CellCount(int found, int expected) => new(
        "cell-count",
        $"칸이 {expected}개여야 하는데 {found}개입니다.",
        $"It has {found} cells instead of {expected}.");

    public static ImportReason BytesDamaged(string encoding) => new(
        "bytes-damaged",
        $"{encoding} 글자가 아닌 바이트가 있어 �로 바꾸었습니다.",
        $"It has bytes that are no {encoding} character; each became �.");

    public static ImportReason Missing(string column) => new(
        "value-missing", $"“{column}” 값이 없습니다.", $"“{column}” is empty.");

    public static ImportReason Duplicate(string id, int record) => new(
        "duplicate",
        $"{id}: {record}번 레코드에 이미 있습니다.",
        $"{id} stands in record {record} already.");

    public static ImportReason Unknown(string column, string value) => new(
        "value-unknown", $"“{column}”의 값을 알 수 없습니다: {value}", $"“{column}” has an unknown value: {value}");

    public static ImportReason Refused(string rule) => new(
        "refused", $"규칙에 맞지 않아 저장하지 않았습니다: {rule}", $"It was refused by a rule: {rule}");

    public static ImportReason DateUnreadable(string value, DateTimeOffset instead) => new(
        "date-unreadable",
        $"날짜(“{Shown(value)}”)를 읽을 수 없어 {Day(instead)} 날짜를 썼습니다.",
        $"The date “{Shown(value)}” cannot be read; {Day(instead)} was taken.");

    public static ImportReason AuthorMissing { get; } = new(
        "author-missing",
        "작성자가 없어 ‘알 수 없는 작성자’로 두었습니다.",
        "It has no author; the unknown author was taken.");

    public static ImportReason StageUnknown(string value) => new(
        "stage-unknown",
        $"단계 “{value}”에 맞는 단계가 없어 ‘열림’으로 두었습니다.",
        $"Stage “{value}” has no counterpart; open was taken.");

    public static ImportReason KeptPrivate { get; } = new(
        "private",
        "비공개 아이디어라서 초안으로 두었습니다.",
        "The idea is private there and was kept as a draft.");

    public static ImportReason NumberUnreadable(string column, string value) => new(
        "number-unreadable",
        $"“{column}”의 수를 읽을 수 없어({Shown(value)}) 0으로 두었습니다.",
        $"“{column}” is no number ({Shown(value)}); 0 was taken.");

    public static ImportReason TagsDropped(IEnumerable<string> tags)
    {
        var shown = string.Join(", ", tags.Select(Shown));
        return new("tags-dropped", $"태그로 쓸 수 없어 뺐습니다: {shown}", $"Unusable tags were left out: {shown}");
    }

    public static ImportReason TitleMissing(string instead) => new(
        "title-missing", $"제목이 없어 “{instead}”로 두었습니다.", $"It has no title; “{instead}” was taken.");

    public static ImportReason BodyMissing { get; } = new(
        "body-missing", "본문이 없어 제목을 본문으로 두었습니다.", "It has no text; the title was taken.");

    public static ImportReason CommentRepeated(int record) => new(
        "comment-repeated",
        $"{record}번 레코드와 똑같은 의견이지만 그대로 옮겼습니다.",
        $"It repeats record {record} word for word; both were kept.");

    public static ImportReason TextShortened(string column, int charactersMax) => new(
        "text-shortened",
        $"“{column}”을(를) {charactersMax}자로 줄였습니다.",
        $"“{column}” was cut to {charactersMax} characters.");

    public static ImportReason KsicNotImported { get; } = new(
        "ksic-not-imported",
        "표준산업분류표를 가져온 적이 없어 제조업 밖의 업종은 찾지 못합니다. ‘import ksic’을 먼저 실행하세요.",
        "The official KSIC table was never imported, so industries outside manufacturing are not found. "
            + "Run ‘import ksic’ first.");

    public static ImportReason IndustryMissing { get; } = new(
        "industry-missing", "업종이 없습니다.", "It has no industry.");

    public static ImportReason IndustryUnmatched(string name) => new(
        "industry-unmatched",
        $"업종 “{name}”에 맞는 표준산업분류 코드를 찾지 못했습니다.",
        $"No KSIC code was found for the industry “{name}”.");

    public static ImportReason HomePageBroken(string value) => new(
        "home-page-broken",
        $"홈페이지 주소가 올바르지 않아 뺐습니다: {Shown(value)}",
        $"The home page is no valid address and was left out: {Shown(value)}");

    public static ImportReason RegionUnknown(string value) => new(
        "region-unknown",
        $"국내 시·도가 아니어서 그대로 두었습니다: {Shown(value)}",
        $"The region is no Korean province and was kept as it is: {Shown(value)}");

    public static ImportReason NoJsonObject(string message) => new(
        "json-broken", $"JSON 객체가 아닙니다: {message}", $"It is no JSON object: {message}");

    public static ImportReason CodeBroken(string code) => new(
        "code-broken", $"표준산업분류 코드가 아닙니다: {Shown(code)}", $"It is no KSIC code: {Shown(code)}");

    public static ImportReason ParentDiffers(string code, string parent) => new(
        "parent-differs",
        $"코드 {Shown(code)}이(가) 상위 코드 {Shown(parent)}에 속하지 않습니다.",
        $"Code {Shown(code)} does not belong under {Shown(parent)}.");

    public static ImportReason NameDiffers(string code, string earlier, string now) => new(
        "name-differs",
        $"코드 {code}의 이름이 다릅니다: 앞에서는 “{earlier}”, 여기서는 “{now}”.",
        $"Code {code} has another name: “{earlier}” before, “{now}” here.");

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Shown(string value) => value.Length <= 80 ? value : value[..80] + "…";
}
