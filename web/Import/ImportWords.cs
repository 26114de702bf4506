using IdeaStorage.Silo.Import;

namespace IdeaStorage.Web.Import;

/// <summary>What an import says on the console, in the chosen language.</summary>
internal sealed class ImportWords(bool isKorean)
{
    public string Section => Of("구분", "Section");

    public string File => Of("파일", "File");

    public string Encoding => Of("인코딩", "Encoding");

    public string Records => Of("레코드", "Records");

    public string Imported => Of("가져옴", "Imported");

    public string Unchanged => Of("그대로", "Unchanged");

    public string Skipped => Of("건너뜀", "Skipped");

    public string Warnings => Of("경고", "Warnings");

    public string Unmatched => Of("코드를 찾지 못한 업종", "Industries without a code");

    public string Guessed => Of("비슷한 이름으로 찾은 업종(확인 필요)", "Industries found by similarity (please check)");

    public string Interrupted => Of(
        "중단했습니다. 같은 명령을 다시 실행하면 이어서 가져옵니다.",
        "Interrupted. Run the same command again to go on where it stopped.");

    /// <summary>What the file should look like of which no record could be used.</summary>
    public string NothingFits(SectionReport section)
    {
        var (korean, english) = section.Name switch
        {
            "petitions" => (
                "한 줄에 JSON 객체 하나씩, 제목(title)이나 내용(content)이 있어야 합니다.",
                "It should have one JSON object a line, each with a title or a content."),
            "organisations" => (
                "종목코드(Code)와 이름(Name), 업종(Industry) 열이 채워진 CSV여야 합니다.",
                "It should be a CSV file whose columns Code, Name and Industry are filled."),
            "ksic" => (
                "표준산업분류의 코드와 이름 열이 채워진 CSV여야 합니다.",
                "It should be a CSV file of the classification, with its codes and names."),
            "mapping" => (
                "9차 코드(ksic9_cd)와 10차 코드(ksic10_cd) 열이 채워진 CSV여야 합니다.",
                "It should be a CSV file whose columns ksic9_cd and ksic10_cd are filled."),
            "comments" => (
                "아이디어 파일에 있는 번호(Idea ID)와 의견(Comment)이 적힌 IdeaScale의 CSV여야 합니다.",
                "It should be an IdeaScale CSV file of comments, with an Idea ID of the ideas' file and a Comment."),
            _ => (
                "번호(Idea ID)와 제목(Title)이 적힌 IdeaScale의 CSV여야 합니다.",
                "It should be an IdeaScale CSV file of ideas, with an Idea ID and a Title."),
        };
        return Of(
            $"{section.File}: 레코드 {section.Records}건 가운데 쓸 수 있는 것이 없습니다. {korean}",
            $"{section.File}: none of its {section.Records} records could be used. {english}");
    }

    public string DatabaseUnusable(string korean, string english) => Of(
        $"데이터베이스를 쓸 수 없습니다: {korean}\n고친 뒤 같은 명령을 다시 실행하면 이어서 가져옵니다.",
        $"The database cannot be used: {english}\nOnce that is mended, run the same command again to go on.");

    public string FileUnwritable(string message) =>
        Of($"파일을 쓸 수 없습니다: {message}", $"A file cannot be written: {message}");

    public string More(int count) => Of($"… 외 {count}건 (--report로 모두 볼 수 있습니다)", $"… and {count} more (see --report)");

    public string At(RecordPlace place) =>
        Of($"레코드 {place.Record}(줄 {place.Line})", $"Record {place.Record} (line {place.Line})");

    public string Times(int count) => Of($"{count}건", $"{count}×");

    public string Created(string kind, int count) => kind switch
    {
        "clusters" => Of($"새 미니클러스터 {count}개", $"{count} new mini-clusters"),
        "members" => Of($"새 회원(가져온 작성자) {count}명", $"{count} new members (imported authors)"),
        _ => $"{kind}: {count}",
    };

    public string NameOf(string section) => section switch
    {
        "ideas" => Of("아이디어", "Ideas"),
        "comments" => Of("의견", "Comments"),
        "organisations" => Of("기관", "Organisations"),
        "petitions" => Of("청원", "Petitions"),
        "ksic" => Of("표준산업분류", "Classification"),
        "mapping" => Of("9차→10차 연계", "Mapping 9 → 10"),
        _ => section,
    };

    public string Of(ImportReason reason) => Of(reason.Korean, reason.English);

    private string Of(string korean, string english) => isKorean ? korean : english;
}
