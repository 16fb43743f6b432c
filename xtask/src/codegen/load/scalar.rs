//! The core schema of YAML 1.2: which plain scalars are null, booleans or numbers, and what the core tags force.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

/// Why a scalar has no JSON value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ScalarProblem {
    /// Infinite, or not a number.
    NumberNotJson,
    /// A tag that JSON has no type for.
    UnsupportedTag(String),
    /// A core tag whose form the text does not have.
    TagMismatch(String),
}

/// The JSON value of a scalar.
pub(super) fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, ScalarProblem> {
    match tag {
        None if style == ScalarStyle::Plain => plain(text),
        None => Ok(Value::String(text.to_owned())),
        Some(tag) => tagged(text, tag),
    }
}

fn tagged(text: &str, tag: &Tag) -> Result<Value, ScalarProblem> {
    if !tag.is_yaml_core_schema() {
        // `! text`: the non-specific tag makes every scalar text.
        let non_specific = format!("{}{}", tag.handle, tag.suffix) == "!";
        return if non_specific {
            Ok(Value::String(text.to_owned()))
        } else {
            Err(ScalarProblem::UnsupportedTag(tag.to_string()))
        };
    }
    let fits = |wanted: fn(&Value) -> bool| match plain(text) {
        Ok(value) if wanted(&value) => Ok(value),
        Ok(_) => Err(ScalarProblem::TagMismatch(tag.suffix.clone())),
        Err(problem) => Err(problem),
    };
    match tag.suffix.as_str() {
        "str" => Ok(Value::String(text.to_owned())),
        "null" => fits(Value::is_null),
        "bool" => fits(Value::is_boolean),
        "int" => fits(|value| value.is_i64() || value.is_u64()),
        "float" => fits(Value::is_number),
        _ => Err(ScalarProblem::UnsupportedTag(format!("!!{}", tag.suffix))),
    }
}

fn plain(text: &str) -> Result<Value, ScalarProblem> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Err(ScalarProblem::NumberNotJson),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Err(ScalarProblem::NumberNotJson);
    }
    Ok(match number(text, unsigned)? {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    })
}

fn number(text: &str, unsigned: &str) -> Result<Option<Number>, ScalarProblem> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let well_formed = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            let parsed = well_formed.then(|| u64::from_str_radix(digits, radix).ok()).flatten();
            return Ok(parsed.map(Number::from));
        }
    }
    if !looks_like_a_number(unsigned) {
        return Ok(None);
    }
    // Rust does not read a leading plus in integers of all types alike; the core schema allows it.
    let text = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = text.parse::<i64>() {
        return Ok(Some(Number::from(integer)));
    }
    if let Ok(integer) = text.parse::<u64>() {
        return Ok(Some(Number::from(integer)));
    }
    match text.parse::<f64>().ok().map(Number::from_f64) {
        Some(None) => Err(ScalarProblem::NumberNotJson),
        Some(number) => Ok(number),
        None => Ok(None),
    }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn looks_like_a_number(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => !fraction.is_empty() && digits(fraction),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => !mantissa.is_empty() && digits(mantissa),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    mantissa_fits && exponent_fits
}
