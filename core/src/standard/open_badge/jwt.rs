//! The payload of a compact JWT, unverified.

use serde_json::{Map, Value, json};

use super::moment::Moment;

/// Whether a text is three parts of Base64 with dots between them.
pub(super) fn is_jwt(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    // The first part is a JSON object, and so begins like one.
    matches!(parts.as_slice(), [header, payload, _] if header.starts_with("ey") && payload.starts_with("ey"))
}

/// The credential in the payload of a JWT, its registered claims as the keys that they stand
/// for; `None` where it is not Base64 or not a JSON object.
pub(super) fn payload(text: &str) -> Option<Value> {
    let bytes = decoded(text.split('.').nth(1)?)?;
    let claims: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
    let mut credential = match claims.get("vc") {
        Some(Value::Object(credential)) => credential.clone(),
        _ => claims.clone(),
    };
    let moment = |claim: &str| -> Option<Value> {
        let seconds = claims.get(claim)?.as_f64()?;
        let day = Moment::of_seconds(seconds as i64)?;
        // The last day of `exp` is the day before where it is a midnight.
        let day = if claim == "exp" { day.last_day() } else { day.first_day() };
        Some(json!(day.to_string()))
    };
    let claimed = [
        ("id", claims.get("jti").cloned()),
        ("issuer", claims.get("iss").cloned()),
        ("validFrom", moment("nbf")),
        ("validUntil", moment("exp")),
    ];
    let dated = |key: &str, credential: &Map<String, Value>| {
        let same = match key {
            "validFrom" => "issuanceDate",
            "validUntil" => "expirationDate",
            other => other,
        };
        credential.contains_key(key) || credential.contains_key(same)
    };
    for (key, value) in claimed {
        if let Some(value) = value.filter(|_| !dated(key, &credential)) {
            credential.insert(key.to_owned(), value);
        }
    }
    for claim in ["jti", "iss", "nbf", "exp", "iat", "sub"] {
        credential.remove(claim);
    }
    Some(Value::Object(credential))
}

/// Base64 with the alphabet of addresses (RFC 4648, section 5), without padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    for letter in text.trim_end_matches('=').bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    // One letter left over is less than a byte.
    (text.trim_end_matches('=').len() % 4 != 1).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // The test vectors of RFC 4648, section 10.
        let pairs = [("", ""), ("Zg", "f"), ("Zm8", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob")];
        for (written, meant) in pairs {
            assert_eq!(decoded(written).as_deref(), Some(meant.as_bytes()), "{written}");
        }
        assert_eq!(decoded("-_8"), Some(vec![0xfb, 0xff]));
        assert_eq!((decoded("Zm9v!"), decoded("Z")), (None, None));
    }
}
