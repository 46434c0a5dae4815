//! Badges of both data models, in bundles, and hostile ones.

#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::error::Code;
use crate::standard::{Dossier, Standard, Verdict};

fn badge() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": "did:web:tn.example", "type": "Profile", "name": "Tennessee"},
        "validFrom": "2024-02-01T09:00:00-06:00", "validUntil": "2026-02-02T00:00:00Z",
        "credentialSubject": {"id": "did:key:p17", "type": "AchievementSubject", "achievement": {
            "id": "https://tn.example/cprs", "type": "Achievement", "name": "CPRS",
            "criteria": {"narrative": "Forty hours"}}}
    })
}

fn options() -> OpenBadgeOptions {
    OpenBadgeOptions {
        achievements: [("https://tn.example/cprs".to_owned(), "us-tn/cprs".to_owned())].into(),
        ..OpenBadgeOptions::default()
    }
}

fn read(badge: &Value) -> OpenBadgeReading {
    Dossier::credentials_from_open_badge(&badge.to_string(), &options()).unwrap()
}

fn entries(reading: &OpenBadgeReading) -> Value {
    serde_json::from_str::<Value>(&reading.to_json()).unwrap()["credentials"].clone()
}

#[test]
fn an_achievement_becomes_a_credential_that_says_it_is_unverified() {
    assert_eq!(
        entries(&read(&badge())),
        json!([{
            "id": "urn:uuid:1", "credential": "us-tn/cprs", "issued": "2024-02-01",
            "expires": "2026-02-01", "issued_by": "did:web:tn.example", "proof": "self",
            "note": "from an Open Badge, signature not checked"
        }])
    );
    let mut older = badge();
    for (new, old) in [("validFrom", "issuanceDate"), ("validUntil", "expirationDate")] {
        let moment = older[new].take();
        older[old] = moment;
    }
    older["type"] = json!(["VerifiableCredential", "OpenBadgeCredential"]);
    older["issuer"] = json!("did:web:tn.example");
    assert_eq!(entries(&read(&older)), entries(&read(&badge())));
}

#[test]
fn an_explanation_that_rests_on_a_badge_says_so() {
    let standard = Standard::from_json(
        r#"{"format": "peerpath/standard/1", "id": "us-xx/a", "version": "1", "title": "A",
        "requirement": {"id": "tn", "holds": {"credential": "us-tn/cprs"}}}"#,
    )
    .unwrap();
    let empty = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#).unwrap();
    let text = badge().to_string();
    let (dossier, _) = empty.with_open_badge(&text, &options()).unwrap();
    let assessment = standard.assess(&dossier, date(2025, 1, 1)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Unknown);
    assert!(assessment.explain().contains("signature not checked"), "{}", assessment.explain());

    let verified: OpenBadgeOptions = serde_json::from_value(json!({
        "achievements": {"https://tn.example/cprs": "us-tn/cprs"}, "status": "active"
    }))
    .unwrap();
    let (dossier, _) = empty.with_open_badge(&text, &verified).unwrap();
    let assessment = standard.assess(&dossier, date(2026, 2, 1)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Met);
    assert!(assessment.explain().contains("signature not checked"), "{}", assessment.explain());
    let later = standard.assess(&dossier, date(2026, 2, 2)).unwrap();
    assert_ne!(later.verdict(), Verdict::Met);

    let (again, reading) = dossier.with_open_badge(&text, &verified).unwrap();
    assert_eq!((reading.count(), again.to_json()), (0, dossier.to_json()));
    assert_eq!(reading.left_out()[0].why, "the dossier has an entry of this id");
}

#[test]
fn one_value_stands_for_a_list_and_records_hold_several() {
    let mut lists = badge();
    lists["type"] = json!("AchievementCredential");
    let subject = lists["credentialSubject"].take();
    lists["credentialSubject"] = json!([subject]);
    assert_eq!(entries(&read(&lists)), entries(&read(&badge())));

    let mut other = badge();
    other["id"] = json!("urn:uuid:2");
    let endorsement = json!({"type": ["VerifiableCredential", "EndorsementCredential"]});
    let record = json!({
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {"verifiableCredential": [badge(), other, endorsement, badge()]}
    });
    let reading = read(&record);
    assert_eq!(reading.count(), 2);
    let left: Vec<&str> = reading.left_out().iter().map(|left| left.pointer.as_str()).collect();
    let inside = "/credentialSubject/verifiableCredential";
    assert_eq!(left, [format!("{inside}/2"), format!("{inside}/3/credentialSubject/achievement")]);
}

#[test]
fn what_is_not_taken_over_is_listed() {
    let mut badge = badge();
    badge["proof"] = json!([{"type": "DataIntegrityProof"}]);
    badge["credentialStatus"] = json!({"type": "BitstringStatusListEntry"});
    badge["credentialSubject"]["achievement"]["id"] = json!("https://tn.example/other");
    let reading = read(&badge);
    assert_eq!(reading.count(), 0);
    let found: Vec<&str> = reading.left_out().iter().map(|left| left.found.as_str()).collect();
    assert_eq!(
        found,
        ["DataIntegrityProof", "BitstringStatusListEntry", "https://tn.example/other"]
    );

    let of_other = OpenBadgeOptions { subject: Some("did:key:p18".to_owned()), ..options() };
    let text = self::badge().to_string();
    let reading = Dossier::credentials_from_open_badge(&text, &of_other).unwrap();
    assert_eq!((reading.count(), reading.left_out()[0].found.as_str()), (0, "did:key:p17"));
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = r#"{"type": "AchievementCredential", "issuer": {"name": "x"}, "id": 7,
        "validFrom": "yesterday", "validUntil": [], "credentialSubject": [{}, {"achievement": "a"}]}"#;
    let error = Dossier::credentials_from_open_badge(text, &options()).unwrap_err();
    assert_eq!(error.code(), Code::Document);
    let places: Vec<String> =
        error.problems().iter().map(|problem| problem.place().to_string()).collect();
    assert_eq!(
        places,
        [
            "/id",
            "/issuer",
            "/validFrom",
            "/validUntil",
            "/credentialSubject/0",
            "/credentialSubject/1/achievement",
            "/credentialSubject/1/achievement",
            "/credentialSubject/1/achievement"
        ]
    );
}

/// The payload of a JWT is `badge()` without its dates, which `nbf` and `exp` give.
#[test]
fn a_jwt_is_read_only_on_demand() {
    let encoded = |value: &Value| -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let text = value.to_string();
        let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
        let sixes: Vec<char> = bits.chars().collect();
        let letter = |six: &[char]| {
            let six: String = six.iter().chain(&['0'; 5]).take(6).collect();
            char::from(LETTERS[usize::from(u8::from_str_radix(&six, 2).unwrap())])
        };
        sixes.chunks(6).map(letter).collect()
    };
    let mut credential = badge();
    for key in ["validFrom", "validUntil", "id", "issuer"] {
        credential.as_object_mut().unwrap().shift_remove(key);
    }
    // 2024-02-01 and 2026-02-02, both at midnight.
    let claims = json!({"vc": credential, "jti": "urn:uuid:1", "iss": "did:web:tn.example",
                        "nbf": 1_706_745_600, "exp": 1_769_990_400});
    let jwt = format!("{}.{}.c2lnbmF0dXJl", encoded(&json!({"alg": "ES256"})), encoded(&claims));
    let error = Dossier::credentials_from_open_badge(&jwt, &options()).unwrap_err();
    assert_eq!(error.code(), Code::Document);
    assert!(error.to_string().contains("read_unverified_jwt"), "{error}");
    let allowed = OpenBadgeOptions { read_unverified_jwt: true, ..options() };
    let reading = Dossier::credentials_from_open_badge(&jwt, &allowed).unwrap();
    assert_eq!(entries(&reading), entries(&read(&badge())));
    let listed = json!([jwt, badge()]).to_string();
    let reading = Dossier::credentials_from_open_badge(&listed, &allowed).unwrap();
    assert_eq!((reading.count(), reading.left_out().len()), (1, 1));
    assert!(Dossier::credentials_from_open_badge("eyJ9.ey!.x", &allowed).is_err());
}

#[test]
fn hostile_badges_end_in_an_error() {
    let refused = |text: &str| Dossier::credentials_from_open_badge(text, &options()).is_err();
    for text in ["", "null", "7", "\"text\"", "{}", "[[[]]]", "{\"type\": 7}", "[null, 7]"] {
        assert!(refused(text), "{text}");
    }
    assert!(refused(&"[".repeat(1_000_000)));
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let reading = Dossier::credentials_from_open_badge(&deep, &options());
    assert!(reading.is_err() || reading.unwrap().count() == 0);
    let many = vec![json!({"type": "AchievementCredential"}); 20_000];
    let error = Dossier::credentials_from_open_badge(&Value::Array(many).to_string(), &options())
        .unwrap_err();
    assert!(error.problems().len() <= crate::Problems::KEPT);
    let same = vec![badge(); 5000];
    assert_eq!(read(&Value::Array(same)).count(), 1);
}
