using System.Collections.Frozen;

namespace IdeaStorage.Storage.Search;

/// <summary>
/// The common verbs and adjectives in all their forms (<see cref="KoreanConjugation"/>), so that texts are compared by
/// what they say and not by how a sentence ends: 나눠, 나누는 and 나눕니다 are 나누다.
/// </summary>
internal static class KoreanVerbs
{
    /// <summary>A shorter noun before 하다 is taken for a part of the verb: 위한, 통해.</summary>
    private const int NounSyllablesMin = 2;

    /// <summary>Those that hold a sentence together, whatever it is about.</summary>
    private static readonly (StemKind Kind, string Stems)[] Auxiliary =
    [
        (StemKind.Regular,
            "되 있 없 않 아니 같 싶 말 보 주 두 놓 가 오 내 나 들 지 많 적 크 작 좋 나쁘 높 낮 길 짧 늦 알 쓰 쓰이 만들 생기 받 얻 "
            + "가지 갖 힘들 맞 보이 남 남기 넣 시키 이루 이루어지 나타나 드러나 일어나 지나 넘 넘기 모자라 버리 나오 나가 들어가 "
            + "들어오 올라가 내려가 돌아가 돌아오 가져가 가져오 걸리 끝나 끝내 따르 미치 벌어지 늘어나 줄어들 달라지 느끼 여기 겪 바라 "
            + "믿 싫 계시 드리 마치 들이 나서 어울리 서 떠나 다니 지내 이기 살 삼 차 뜨 트"),
        (StemKind.Ha, "하 이러하 그러하 어떠하 위하 통하 대하 관하 의하 인하 못하 원하 향하 더하 속하 비하 가하 정하 뜻하 당하 취하 행하 반하"),
        (StemKind.Bieup, "쉽 어렵 새롭 가깝 고맙 반갑"),
        (StemKind.Reu, "모르 다르 빠르 이르 부르"),
        (StemKind.Digeut, "묻 듣"),
    ];

    private static readonly (StemKind Kind, string Stems)[] Telling =
    [
        (StemKind.Regular,
            "나누 모으 빌리 팔 재 고치 줄이 늘리 바꾸 바뀌 막 막히 씻 깎 붙 붙이 녹 녹이 묶 찍 옮기 맡기 맡 배우 가르치 키우 심 먹 마시 입 "
            + "뛰 태우 웃 울 쌓 쌓이 잃 잊 읽 그리 닦 말리 젖 얼 얼리 끓 끓이 데우 식히 덮 벗 감추 숨기 찾 지키 지우 잡 잡히 놓치 던지 "
            + "밀 당기 끌 돌리 열 열리 닫 닫히 잠그 켜 끄 켜지 꺼지 풀 풀리 알리 뽑 뽑히 버티 견디 다투 싸우 만나 헤어지 사귀 맞추 세우 앉 "
            + "들르 죽 낳 태어나 늙 아프 다치 앓 매달 떼 떨어지 떨어뜨리 넘어지 깨 깨지 부수 부서지 찢 찢어지 썩 넘치 흘리 채우 비우 섞 섞이 "
            + "무너지 굳 굳히 뿌리 거두 뚫 메우 꺾 꽂 끼우 엮 담기 쏟 쏟아지 퍼지 번지 물려받 이어받 이어지 끊 끊기 끊어지 멈추 쉬 그만두 "
            + "미루 늦추 앞서 뒤처지 따라가 따라잡 쫓 기다리 기대 굵 가늘 넓 좁 깊 얕 밝 얇 거칠 질기 멀 비싸 느리 바쁘 어리 젊 배 밝히 "
            + "살피 살리 죽이 올리 내리 높이 낮추 넓히 좁히 앞당기 이끌 다루 갖추 챙기 꾸리 꾸미 짜 빼 빠지 뜯 싸 태 타 삶 볶 튀기 썰 절이 "
            + "헷갈리 귀찮 놀 놀라 속이 훔치 꺼리 아끼 돌보 보살피 건네 보내 물려주 알아보 둘러보 살펴보 해보 써보 도와주"),
        (StemKind.Ha, "말하 강하 약하 상하 변하 피하 구하 전하 편하 흔하 독하 순하 급하 심하"),
        (StemKind.Bieup,
            "굽 눕 돕 줍 무섭 두렵 즐겁 외롭 가볍 무겁 두껍 어둡 뜨겁 차갑 덥 춥 시끄럽 맵 싱겁 부드럽 더럽 아름답 까다롭 번거롭 해롭 이롭 "
            + "아깝 안타깝 부럽 지겹 미끄럽 매끄럽 그립 귀엽 밉"),
        (StemKind.Reu, "자르 나르 기르 고르 누르 마르 머무르 서두르 바르 거르 흐르 오르 두르 찌르 지르 게으르 가르 저지르 문지르"),
        (StemKind.Digeut, "걷 싣 깨닫"),
        (StemKind.Siot, "짓 잇 긋 젓 붓 낫"),
    ];

    /// <summary>What makes a verb or adjective of a noun: 개선하는, 필요한, 자동화된.</summary>
    private static readonly (StemKind Kind, string Stems)[] Suffixes =
    [
        (StemKind.Ha, "하 당하"), (StemKind.Regular, "되 시키 받 있 없"), (StemKind.Bieup, "스럽 롭"),
    ];

    /// <summary>These end many nouns as well (유통기한), so they count after two syllables only.</summary>
    private static readonly FrozenSet<string> AmbiguousSuffixForms =
        FrozenSet.Create(StringComparer.Ordinal, "한", "할", "해");

    /// <summary>Nouns that look like a form of one of the verbs.</summary>
    private static readonly FrozenSet<string> Nouns = FrozenSet.Create(
        StringComparer.Ordinal,
        "보고", "사고", "재고", "재기", "재지", "재도", "대기", "사기", "크기", "보기", "주기", "차지", "자기", "가게", "하자", "단지", "산지",
        "나라", "서면", "대면", "지면", "내면", "높이", "말기", "열기", "물기", "굵기", "깊이", "길이", "넓이", "지지", "가요", "지도", "사면",
        "배지", "배기", "타기", "타지", "차고", "차도", "배고", "짜기", "싸기", "세기", "서기", "서고", "지기", "들기", "무제한", "최소한", "최대한",
        "심지", "태도", "태고", "태기", "차면", "차기", "삼자", "트기", "뜨기", "이어", "말자", "내자", "보지", "배면", "놀이", "내지", "두고두고",
        "굳이", "같이", "많이");

    /// <summary>By form the word as a dictionary has it, or null for one that only holds a sentence together.</summary>
    private static readonly FrozenDictionary<string, string?> Forms = AllForms();

    private static readonly FrozenSet<string> SuffixForms =
    [
        .. FormsOf(Suffixes).Select(form => form.Form).Where(form => form.Length > 1 || form is "된" or "될" or "돼"),
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownSuffixForms =
        SuffixForms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether a word is a form of a verb or adjective that is known here. One syllable alone is not: 물, 산 and 칠 are
    /// more often nouns.
    /// </summary>
    /// <param name="word">As it stands in the text.</param>
    /// <param name="dictionaryForm">In -다; null for one that says nothing of what a text is about.</param>
    public static bool TryFind(string word, out string? dictionaryForm) =>
        Forms.TryGetValue(word, out dictionaryForm);

    /// <summary>The noun that a form of 하다, 되다 and the like follows without a space; null if none does.</summary>
    public static string? NounIn(string word)
    {
        if (Nouns.Contains(word))
            return null;
        if (word.Length == NounSyllablesMin + 1 && AmbiguousSuffixForms.Contains(word[NounSyllablesMin..]))
            return word[..NounSyllablesMin];
        for (var length = NounSyllablesMin; length < word.Length; length++)
            if (KnownSuffixForms.Contains(word.AsSpan(length)))
                return word[..length];
        return null;
    }

    private static FrozenDictionary<string, string?> AllForms()
    {
        var forms = new Dictionary<string, string?>(StringComparer.Ordinal);
        // 지어 is of 짓다 rather than of 지다: what tells more goes first.
        foreach (var (form, stem) in FormsOf(Telling))
            Add(form, stem + "다");
        foreach (var (form, _) in FormsOf(Auxiliary))
            Add(form, null);
        return forms.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string form, string? word)
        {
            if (form.Length > 1 && !Nouns.Contains(form))
                forms.TryAdd(form, word);
        }
    }

    private static IEnumerable<(string Form, string Stem)> FormsOf((StemKind Kind, string Stems)[] groups) =>
        from @group in groups
        from stem in @group.Stems.Split(' ')
        from form in KoreanConjugation.FormsOf(stem, @group.Kind)
        select (form, stem);
}
