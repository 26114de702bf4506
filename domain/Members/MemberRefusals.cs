namespace IdeaStorage.Domain.Members;

/// <summary>Every "no" of members, named as its rule.</summary>
public static class MemberRefusals
{
    public static Refusal MemberNotFound => Refuse.NotFound("memberId");
}
