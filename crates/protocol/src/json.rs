//! JSON as the protocol uses it: one line, no member twice, bytes in base64.

use std::collections::HashSet;
use std::fmt;
use std::io;

use serde::de::{self, DeserializeOwned, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// JSON that is not what was expected. Says where and never quotes: it may be plaintext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JsonError {
    /// Byte of the line at which reading stopped, from 1.
    pub(crate) position: usize,
}

impl From<serde_json::Error> for JsonError {
    fn from(err: serde_json::Error) -> Self {
        Self {
            position: err.column(),
        }
    }
}

/// Parses one line of JSON; a repeated member is refused at any depth.
// spec: §1
pub(crate) fn from_line<T: DeserializeOwned>(line: &[u8]) -> Result<T, JsonError> {
    serde_json::from_slice::<NoRepeats>(line)?;
    Ok(serde_json::from_slice(line)?)
}

/// Counts the bytes of a value as one line of JSON.
pub(crate) fn len(value: &impl Serialize) -> usize {
    let mut counter = Counter(0);
    write(value, &mut counter);
    counter.0
}

/// Writes a value as one line of JSON; the writer must have room.
#[expect(
    clippy::expect_used,
    reason = "our types have string keys only, and every writer here has room"
)]
pub(crate) fn write(value: &impl Serialize, mut writer: impl io::Write) {
    // One kind of writer, so that the code that writes a type is compiled once.
    let writer: &mut dyn io::Write = &mut writer;
    serde_json::to_writer(writer, value).expect("our types are JSON and the writer has room");
}

struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Any JSON without a repeated member; keeps nothing of it.
struct NoRepeats;

impl<'de> Deserialize<'de> for NoRepeats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NoRepeatsVisitor)
    }
}

struct NoRepeatsVisitor;

impl<'de> Visitor<'de> for NoRepeatsVisitor {
    type Value = NoRepeats;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without a repeated member")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NoRepeats, A::Error> {
        let mut seen = HashSet::new();
        while let Some(member) = map.next_key::<String>()? {
            if !seen.insert(member) {
                return Err(de::Error::custom("a member is repeated"));
            }
            map.next_value::<NoRepeats>()?;
        }
        Ok(NoRepeats)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<NoRepeats, A::Error> {
        while list.next_element::<NoRepeats>()?.is_some() {}
        Ok(NoRepeats)
    }

    fn visit_str<E>(self, _: &str) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }

    fn visit_bool<E>(self, _: bool) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }

    fn visit_i64<E>(self, _: i64) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }

    fn visit_u64<E>(self, _: u64) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }

    fn visit_f64<E>(self, _: f64) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }

    fn visit_unit<E>(self) -> Result<NoRepeats, E> {
        Ok(NoRepeats)
    }
}

/// Bytes of fixed length in base64: `#[serde(with = "base64_array")]`.
pub(crate) mod base64_array {
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    use crate::encoding::{decode_base64_array, encode_base64};

    pub(crate) fn serialize<const N: usize, S: Serializer>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode_base64(bytes))
    }

    pub(crate) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = String::deserialize(deserializer)?;
        decode_base64_array(&text).map_err(de::Error::custom)
    }
}

/// Secret bytes of fixed length in base64. The text between is wiped as far as it is ours.
pub(crate) mod base64_secret {
    use serde::{Deserialize as _, Deserializer, Serializer, de};
    use zeroize::Zeroizing;

    use crate::encoding::{decode_base64_array, encode_base64};
    use crate::secret::SecretBytes;

    pub(crate) fn serialize<const N: usize, S: Serializer>(
        secret: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(encode_base64(secret)))
    }

    pub(crate) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SecretBytes<N>, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(decode_base64_array(&text).map_err(de::Error::custom)?);
        Ok(SecretBytes::new(&bytes))
    }
}

/// A parcel's identity by its secret text form. The text is wiped as far as it is ours.
pub(crate) mod secret_text {
    use serde::{Deserialize as _, Deserializer, Serializer, de};
    use zeroize::Zeroizing;

    use crate::age::Identity;

    pub(crate) fn serialize<S: Serializer>(
        identity: &Identity,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&identity.expose_secret())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Identity, D::Error> {
        Zeroizing::new(String::deserialize(deserializer)?)
            .parse()
            .map_err(de::Error::custom)
    }
}

/// A 32-byte hash in base64, where it stands in a list or may be absent.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Hash32(#[serde(with = "base64_array")] pub(crate) [u8; 32]);

/// A value by its text form: `#[serde(with = "text")]`.
pub(crate) mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize as _, Deserializer, Serializer, de};

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn from_line_refuses_repeats_at_any_depth() {
        for line in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":1,"c":2,"b":1}}"#,
            r#"[{"a":1},{"b":[{"c":null,"c":null}]}]"#,
            r#"{"a":1,"\u0061":2}"#,
        ] {
            assert!(serde_json::from_str::<Value>(line).is_ok());
            assert!(from_line::<Value>(line.as_bytes()).is_err(), "{line}");
        }
        assert!(from_line::<Value>(br#"{"a":{"a":[1,-1,0.5,true,null,"a"]},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn from_line_refuses_what_is_not_json() {
        for line in [
            &b""[..],
            b"\xef\xbb\xbf{}",
            b"{}x",
            b"{\"a\":\"\xff\"}",
            b"{'a':1}",
        ] {
            assert!(from_line::<Value>(line).is_err());
        }
        // Deeper than any format of ours: refused, not a stack overflow.
        assert!(from_line::<Value>("[".repeat(100_000).as_bytes()).is_err());
    }
}
