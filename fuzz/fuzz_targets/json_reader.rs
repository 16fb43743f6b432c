//! Our JSON reader against serde_json: the same texts are accepted, and they say the same. And models: decoding straight from the text and
//! through a `serde_json::Value` give the same model.
#![no_main]

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use twilio_conversations_v1::conversation_participant::ConversationParticipant;
use twilio_core::generated::{DecodeError, Reader};
use twilio_core::model::from_json;

/// A value through every method of the reader that applies.
fn read(reader: &mut Reader<'_>) -> Result<Value, DecodeError> {
    let raw = reader.clone().skip()?;
    Ok(match raw.as_bytes().first() {
        Some(b'{') => {
            assert!(reader.clone().raw_object()?.is_some() && reader.enter_object()?);
            let (mut first, mut entries) = (true, Map::new());
            while let Some(key) = reader.next_key(&mut first)? {
                let key = key.into_owned();
                entries.insert(key, read(reader)?);
            }
            Value::Object(entries)
        }
        Some(b'[') => {
            assert!(reader.clone().raw()? == Some(raw) && reader.enter_array()?);
            let (mut first, mut items) = (true, Vec::new());
            while reader.next_element(&mut first)? {
                items.push(read(reader)?);
            }
            Value::Array(items)
        }
        Some(b'"') => {
            let text = reader.clone().text()?;
            let string = reader.string()?;
            assert_eq!(text, string);
            Value::String(string.expect("a string").into_owned())
        }
        Some(b'n') => {
            assert_eq!(reader.raw()?, None);
            Value::Null
        }
        Some(b't' | b'f') => Value::Bool(reader.boolean()?.expect("a boolean")),
        _ => {
            let number = reader.number()?.expect("a number");
            // Those out of a double's range are JSON to us; whoever wants a number from them gets none.
            serde_json::from_str(number).unwrap_or(Value::String(number.to_owned()))
        }
    })
}

fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn has_float(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_float),
        Value::Object(entries) => entries.values().any(has_float),
        _ => false,
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut reader = Reader::new(text);
    let ours = reader.skip().and_then(|raw| reader.finish().map(|()| raw));
    let theirs = serde_json::from_str::<&RawValue>(text);
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(*ours, theirs.get()),
        (Err(_), Ok(_)) => assert!(depth(text) > 128, "refused: {text:?}"),
        (Ok(_), Err(error)) => panic!("accepted although {error}: {text:?}"),
        (Err(error), Err(_)) => assert!(error.line() >= 1 && error.column() >= 1 && !error.to_string().is_empty()),
    }

    let read = read(&mut Reader::new(text));
    // Behind the first value `read` looks at nothing, and the rest may be anything.
    assert!(ours.is_err() || read.is_ok());
    let model = from_json::<ConversationParticipant>(text);
    let models = from_json::<Vec<ConversationParticipant>>(text);
    let is = |open| ours.as_ref().is_ok_and(|raw| raw.starts_with(open));
    assert_eq!(model.is_ok(), is('{'), "{text:?}");
    assert_eq!(models.is_ok(), is('['), "{text:?}");

    let (Ok(_), Ok(value)) = (&ours, serde_json::from_str::<Value>(text)) else { return };
    assert_eq!(read.as_ref().ok(), Some(&value), "{text:?}");
    if let (Ok(model), false) = (model, has_float(&value)) {
        let through_value =
            serde_json::from_value::<ConversationParticipant>(value).expect("decodes from a value too");
        assert_eq!(model, through_value, "{text:?}");
        let again = serde_json::to_string(&model).expect("serialises");
        assert_eq!(from_json::<ConversationParticipant>(&again).expect("decodes again"), model);
    }
});
