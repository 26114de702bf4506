using System.Collections.Immutable;
using System.Text.RegularExpressions;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Silo.Import.Organisations;

/// <summary>
/// Picks free tags out of a products text such as “설탕,소맥분,사료 제조,도매”: short names between commas, without what is
/// done with them and without words that every second company has.
/// </summary>
internal static partial class ProductTags
{
    public const int TagsMax = 5;

    private const int CharactersMin = 2;
    private const int CharactersMax = 15;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "제조", "판매", "도매", "소매", "도소매", "무역", "수출", "수입", "수출입", "수출입업", "임대", "분양", "공급", "가공",
        "개발", "연구", "연구개발", "서비스", "서비스업", "제품", "상품", "기타", "용역", "운영", "유통", "생산", "설치", "설계",
        "시공", "투자", "컨설팅", "자문", "관리", "유지보수", "제조업", "도매업", "소매업", "통신판매", "전자상거래", "지주회사",
        "지주사업", "부동산", "부동산 임대", "부동산임대", "기업인수 및 합병", "사업", "기기", "장비", "부품",
    };

    /// <summary>At most <see cref="TagsMax"/>, in the order of the text.</summary>
    public static ImmutableArray<string> From(string products)
    {
        var parts = Parentheses().Replace(products, " ").Split([',', '/', ';', '、', '，', '\n']);
        var names = parts.Select(part => Deeds().Replace(part.Trim(' ', '.', '-', '·'), "").Trim())
            .Where(name => TextRules.LengthOf(name) is >= CharactersMin and <= CharactersMax)
            .Where(name => !Words.Contains(name));
        return [.. FreeTags.From(names).Tags.Where(tag => !Tag.IsIndustry(tag)).Take(TagsMax)];
    }

    [GeneratedRegex(@"\([^()]*\)?", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parentheses();

    // “화장품 제조 및 판매” and “산업설비 제조외” speak of 화장품 and 산업설비.
    [GeneratedRegex(
        @"(\s+(및|등|외|제조|판매|도매|소매|도소매|생산|가공|개발|공급|임대|수출|수입|수출입|제조업|판매업|유통|설계|시공|서비스)외?)+$",
        RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Deeds();
}
