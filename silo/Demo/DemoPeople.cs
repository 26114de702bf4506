namespace IdeaStorage.Silo.Demo;

/// <summary>Makes the organisations and the members of all clusters.</summary>
internal sealed class DemoPeople(DemoTexts texts, DemoRandom random, DemoCalendar calendar)
{
    public const int MembersTotal = 300;
    private const int EnglishMembersTotal = 24;
    private const int FoundedDaysAgo = 300;
    private const double ChanceOfSecondCluster = 0.2;
    private const double ChanceOfFounding = 0.6;
    private static readonly int[] ChecksumWeights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

    private readonly HashSet<string> _registrationNumbers = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _withEnglishMembers = [];

    public static string ClusterKey(int index) => $"cluster-{index + 1}";

    public List<DemoOrganisation> Organisations()
    {
        List<DemoOrganisation> made = [];
        for (var cluster = 0; cluster < texts.Clusters.Count; cluster++)
            foreach (var organisation in texts.Clusters[cluster].Organisations)
                made.Add(Organisation(made.Count + 1, cluster, organisation));
        return made;
    }

    /// <summary>The personas first, then everyone else, dealt to the organisations in turn.</summary>
    public List<DemoMember> Members(IReadOnlyList<DemoOrganisation> organisations)
    {
        List<DemoMember> made = [.. texts.People.Personas.Select((persona, i) => Persona(i, persona, organisations))];
        var dealt = random.Shuffle(organisations);
        while (made.Count < MembersTotal)
        {
            // Each cluster gets its share of English speakers, there from the start, who write its English ideas.
            var isEnglish = MembersTotal - made.Count <= EnglishMembersTotal;
            var cluster = ClusterKey(made.Count % texts.Clusters.Count);
            var organisation = isEnglish
                ? dealt.First(one => one.HomeClusterKey == cluster && _withEnglishMembers.Add(one.Key))
                : dealt[made.Count % dealt.Count];
            made.Add(Member(made.Count + 1, organisation, isEnglish));
        }

        return made;
    }

    private DemoOrganisation Organisation(int number, int cluster, OrganisationTexts organisation)
    {
        var home = texts.Clusters[cluster];
        var kind = organisation.Kind switch
        {
            "company" => DemoOrganisationKind.Company,
            "university" => DemoOrganisationKind.University,
            "institute" => DemoOrganisationKind.Institute,
            "agency" => DemoOrganisationKind.SupportAgency,
            var other => throw new FormatException($"{other} is no kind of organisation."),
        };
        return new($"organisation-{number:000}", ClusterKey(cluster), organisation.Name, kind, RegistrationNumber(),
            home.Region, home.Complex, organisation.Ksic, organisation.Products, organisation.Offers,
            organisation.Needs, calendar.DaysAgo(FoundedDaysAgo + 5));
    }

    private DemoMember Persona(int index, PersonaTexts persona, IReadOnlyList<DemoOrganisation> organisations)
    {
        var home = organisations.Where(one => one.HomeClusterKey == ClusterKey(0)).ToList();
        var organisation = index switch
        {
            0 => null,
            1 => home[^1],
            3 => home.Find(one => one.Kind == DemoOrganisationKind.University),
            _ => home[index],
        };
        var isNew = persona.UserName == "demo-newcomer";
        var joined = calendar.DaysAgo(isNew ? 3 : FoundedDaysAgo - 1);
        return new($"member-{index + 1:000}", persona.UserName, persona.Name, $"{persona.UserName}@example.com",
            index == 5 ? "en" : "ko", organisation?.Key, Job(organisation, index == 5),
            isNew || organisation is null ? [] : organisation.KsicCodes,
            [.. texts.Clusters[0].Tags.Take(3)],
            [new(ClusterKey(0), joined)], IsOperator: index == 0, joined);
    }

    private DemoMember Member(int number, DemoOrganisation organisation, bool isEnglish)
    {
        // The organisation's own cluster comes first: it is where its people write.
        var home = int.Parse(organisation.HomeClusterKey["cluster-".Length..], null) - 1;
        var isFounding = isEnglish || random.Chance(ChanceOfFounding);
        var joined = calendar.DaysAgo(isFounding ? random.Between(270, FoundedDaysAgo - 2) : random.Between(20, 270));
        List<DemoMembership> memberships = [new(ClusterKey(home), joined)];
        if (random.Chance(ChanceOfSecondCluster))
        {
            var second = (home + random.Between(1, texts.Clusters.Count - 1)) % texts.Clusters.Count;
            memberships.Add(new(ClusterKey(second), calendar.Between(joined, 0.2 * random.Fraction())));
        }

        var userName = $"demo{number:000}";
        var tags = random.Shuffle(texts.Clusters[home].Tags).Take(random.Between(2, 4));
        return new($"member-{number:000}", userName, Name(isEnglish), $"{userName}@example.com",
            isEnglish ? "en" : "ko", organisation.Key, Job(organisation, isEnglish), organisation.KsicCodes,
            [.. tags], memberships, IsOperator: false, joined);
    }

    private string Job(DemoOrganisation? organisation, bool isEnglish) => organisation switch
    {
        null => texts.People.OperatorJob,
        _ when isEnglish => random.Pick(texts.People.Jobs["english"]),
        { Kind: DemoOrganisationKind.Company } => random.Pick(texts.People.Jobs["company"]),
        { Kind: DemoOrganisationKind.University } => random.Pick(texts.People.Jobs["university"]),
        { Kind: DemoOrganisationKind.Institute } => random.Pick(texts.People.Jobs["institute"]),
        _ => random.Pick(texts.People.Jobs["agency"]),
    };

    private string Name(bool isEnglish)
    {
        var people = texts.People;
        for (; ; )
        {
            var name = isEnglish
                ? $"{random.Pick(people.EnglishGivens)} {random.Pick(people.EnglishFamilies)}"
                : random.Pick(people.Families) + random.Pick(people.Givens);
            if (_names.Add(name))
                return name;
        }
    }

    /// <summary>Nine digits at random and the check digit that makes them valid.</summary>
    private string RegistrationNumber()
    {
        for (; ; )
        {
            var digits = Enumerable.Range(0, 9)
                .Select(at => at == 0 ? random.Between(1, 6) : random.Below(10))
                .ToArray();
            var sum = digits.Zip(ChecksumWeights, (digit, weight) => digit * weight).Sum() + (digits[8] * 5 / 10);
            var number = string.Concat(digits) + ((10 - (sum % 10)) % 10);
            if (_registrationNumbers.Add(number))
                return number;
        }
    }
}
