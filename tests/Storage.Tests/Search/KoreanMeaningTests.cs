using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.Tests.Search;

/// <summary>What is left of a text when it is compared with others.</summary>
public sealed class KoreanMeaningTests
{
    [Theory]
    [InlineData("공구를 나누어 씁시다", "공구 나누다")]
    [InlineData("설비를 나눠 쓰고 비용을 줄이는 방법", "설비 나누다 비용 줄이다")]
    [InlineData("도면을 만들었고, 시간이 걸립니다", "도면 시간")]
    [InlineData("각 회사가 해야 하는 것으로 알고 있습니다", "회사")]
    [InlineData("나오는 폐산을 남기지 않습니다", "폐산")]
    [InlineData("개선했지만 필요한 인력이 부족합니다", "개선 인력")]
    [InlineData("자동화된 라인에서 검사하는 로봇", "자동화 라인 검사 로봇")]
    [InlineData("빵을 굽는 오븐", "빵 굽다 오븐")]
    [InlineData("칩에서 열을 식히면 좋겠습니다", "칩 열 식히다")]
    [InlineData("향상시켜 안전하게", "향상 안전")]
    [InlineData("칩이 쌓이는 곳과 길이를 재는 것으로", "칩 쌓이다 길이 재다")]
    [InlineData("사람 대신 로봇이 때마다 검사하는 것이 아니라", "사람 로봇 검사")]
    [InlineData("Forty recipes, two hundred racks", "recipe rack")]
    [InlineData("Shared tools for the factories", "shared tool factory")]
    public void Meanings_OfASentence_AreWhatItIsAbout(string text, string meanings) =>
        Assert.Equal(meanings, string.Join(' ', KoreanAnalyser.Meanings(text)));

    [Theory]
    [InlineData("나누다", "나누고 나누는 나누면 나눈 나눌 나눕니다 나눠 나누어서 나눴습니다 나누려고 나누지")]
    [InlineData("만나다", "만나는 만난 만납니다 만났던")]
    [InlineData("굽다", "굽는 구워 구웠다 구우면 구운 굽습니다")]
    [InlineData("돕다", "돕는 도와 도왔습니다 도우면 도운")]
    [InlineData("자르다", "자르는 잘라 잘랐다 자르면 자른 자릅니다")]
    [InlineData("흐르다", "흐르는 흘러 흘렀다")]
    [InlineData("짓다", "짓는 지어 지었다 지으면")]
    [InlineData("걷다", "걷는 걸어 걸었다 걸으면")]
    [InlineData("얼다", "어는 얼면 얼어 얼었다")]
    [InlineData("모으다", "모으는 모아 모았다 모은 모읍시다")]
    [InlineData("말하다", "말하는 말해 말하여 말했다 말합니다 말한")]
    [InlineData("빌리다", "빌려 빌려서 빌렸다 빌리는 빌릴")]
    public void Meanings_OfTheFormsOfAVerb_AreOneWord(string word, string forms) =>
        Assert.All(forms.Split(' '), form => Assert.Equal([word], KoreanAnalyser.Meanings(form)));

    [Theory]
    [InlineData("단지")]
    [InlineData("재고")]
    [InlineData("사고")]
    [InlineData("보고")]
    [InlineData("유통기한")]
    [InlineData("홈페이지")]
    [InlineData("모임")]
    [InlineData("흐름")]
    [InlineData("마을")]
    [InlineData("무제한")]
    [InlineData("산업단지")]
    [InlineData("기계")]
    [InlineData("전기")]
    [InlineData("추가")]
    [InlineData("결과")]
    public void Meanings_OfANounThatLooksLikeAForm_AreTheNoun(string noun) =>
        Assert.Equal([noun], KoreanAnalyser.Meanings(noun));

    [Fact]
    public void Meanings_OfTextThatOnlyHoldsTogether_AreNone() =>
        Assert.Empty(KoreanAnalyser.Meanings("그래서 우리는 그것을 다시 하게 되었고 그렇게 하지 않을 수 없습니다"));
}
