use super::{Enterprise, Fact, Tag, chain_link, content_hash};

#[test]
fn every_fact_reads_back_and_none_is_named_twice() {
    let codes: Vec<String> = Fact::all().map(Fact::code).collect();
    // 4 lines × (6 + 4), confirmation, 4 of enterprises, 15 activities.
    assert_eq!(codes.len(), 4 * 10 + 1 + 4 + 15);
    for code in &codes {
        assert_eq!(Fact::parse(code).map(Fact::code).as_ref(), Some(code));
    }
    assert_eq!(
        codes.iter().collect::<std::collections::BTreeSet<_>>().len(),
        codes.len(),
        "no code twice"
    );
    assert_eq!(Fact::parse("party_member_consolidated"), None);
    assert!(!Fact::Enterprise(Enterprise::Listed).is_recordable());
    assert!(Fact::parse("youth_org_retyped").is_some_and(|fact| fact.is_retyping() && !fact.is_recordable()));
    assert_eq!(Fact::parse("party_member_retyped"), None);
}

#[test]
fn tags_have_groups() {
    assert_eq!(Tag::ALL.iter().filter(|tag| tag.is_survey_outcome()).count(), 4);
    assert_eq!(Tag::ALL.iter().filter(|tag| tag.is_reason_for_leaving()).count(), 4);
    assert_eq!(Tag::parse("under_30"), Some(Tag::UnderThirty));
}

#[test]
fn content_tells_absent_from_empty_and_parts_from_each_other() {
    let hash = |parts: &[(&str, Option<&str>)]| content_hash(parts);
    assert_eq!(hash(&[("a", Some("1")), ("b", None)]), hash(&[("a", Some("1"))]));
    assert_ne!(hash(&[("a", Some("1")), ("b", Some(""))]), hash(&[("a", Some("1"))]));
    assert_ne!(
        hash(&[("a", Some("1b")), ("b", Some("2"))]),
        hash(&[("a", Some("1")), ("b", Some("b2"))])
    );
    let carried = [("identity", Some("k"))];
    assert_ne!(chain_link("x", 1, &carried), chain_link("x", 2, &carried));
    assert_ne!(
        chain_link("x", 1, &carried),
        chain_link("x", 1, &[("identity", Some("l"))])
    );
}
