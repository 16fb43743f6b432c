//! Inputs: read from query, headers and body, checked in the document's order, and turned into values.

use serde_json::Map;
use twilio_catalogue::{Body, Check, InputOption, Kind, Place, Target, Transform};

use super::failure::Failure;
use crate::schema::{InputSchema, OperationSchema, Schema};
use crate::store::{Store, Value, has_form};
use crate::time::{Millis, parse_duration, parse_time};

/// What was sent, before any check.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
    pub(crate) json: Option<Map<String, serde_json::Value>>,
}

/// The inputs of a call, checked.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) given: Vec<Given>,
    pub(crate) json: Option<Map<String, serde_json::Value>>,
    /// Names that the operation does not have.
    pub(crate) unknown: Vec<String>,
}

/// One input that was sent.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) schema: &'static InputSchema,
    /// The values as they were sent; one unless the input is a list.
    pub(crate) raw: Vec<String>,
    pub(crate) value: Value,
    /// Whether it was sent empty.
    pub(crate) clear: bool,
}

impl Arguments {
    /// The input with this name, if it was sent.
    pub(crate) fn get(&self, name: &str) -> Option<&Given> {
        self.given.iter().find(|given| given.schema.definition.name == name)
    }

    /// The string of an input, if it was sent with a value.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|given| !given.clear).and_then(|given| given.raw.first()).map(String::as_str)
    }

    /// Whether an input was sent with a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|given| !given.clear)
    }

    /// Whether the request asks for webhooks.
    pub(crate) fn webhooks(&self) -> bool {
        self.given.iter().any(|given| {
            given.schema.rule.target == Target::Option(InputOption::Webhooks) && given.value == Value::Boolean(true)
        })
    }
}

impl Sent {
    /// Checks what was sent and turns it into values.
    pub(crate) fn check(
        self,
        schema: &'static Schema,
        operation: &'static OperationSchema,
        store: &Store,
        now: Millis,
        strict: bool,
    ) -> Result<Arguments, Failure> {
        let mut arguments = Arguments { unknown: self.unknown(operation), ..Arguments::default() };
        if let Some(name) = arguments.unknown.first().filter(|_| strict) {
            return Err(Failure::new("unknown_parameter").of_input(name));
        }
        for input in &operation.inputs {
            let name = input.definition.name;
            let pairs = match input.definition.place {
                Place::Query => &self.query,
                Place::Header => &self.headers,
                Place::Form | Place::Path => &self.form,
            };
            let is_header = input.definition.place == Place::Header;
            let matches = |sent: &str| if is_header { sent.eq_ignore_ascii_case(name) } else { sent == name };
            let mut raw: Vec<String> =
                pairs.iter().filter(|(sent, _)| matches(sent)).map(|(_, value)| value.clone()).collect();
            if !input.definition.list {
                raw.truncate(1);
            }
            let is_empty = raw.iter().all(String::is_empty);
            if input.definition.required && is_empty {
                return Err(missing(input));
            }
            if raw.is_empty() || (is_empty && input.definition.place != Place::Form) {
                continue;
            }
            let clears = is_empty || raw.iter().all(|value| Some(value.as_str()) == input.rule.clear_with);
            let given = match clears {
                true => cleared(input, raw)?,
                false => {
                    let value = convert(input, &raw)?;
                    checks(schema, input, &raw, store, now)?;
                    Given { schema: input, value: transform(input, value), raw, clear: false }
                }
            };
            arguments.given.push(given);
        }
        arguments.json = self.json;
        Ok(arguments)
    }

    /// Names that the operation does not have. Headers are never unknown: every client sends some.
    fn unknown(&self, operation: &OperationSchema) -> Vec<String> {
        let known = |place: Place, name: &str| {
            operation.inputs.iter().any(|input| input.definition.place == place && input.definition.name == name)
        };
        let query = self.query.iter().filter(|(name, _)| !known(Place::Query, name));
        let form = self.form.iter().filter(|(name, _)| !known(Place::Form, name));
        let mut names: Vec<String> = query.chain(form).map(|(name, _)| name.clone()).collect();
        names.dedup();
        names
    }
}

fn missing(input: &InputSchema) -> Failure {
    match input.rule.error {
        Some(error @ "flex_channel_status_invalid") => Failure::new(error).of_input(input.definition.name),
        _ => Failure::new("missing_parameter").of_input(input.definition.name),
    }
}

/// An input that was sent empty.
fn cleared(input: &'static InputSchema, raw: Vec<String>) -> Result<Given, Failure> {
    let name = input.definition.name;
    match input.definition.kind {
        Kind::Enum(_) if name == "State" => return Err(Failure::new("state_empty").of_input(name)),
        Kind::Enum(_) | Kind::Boolean | Kind::HttpMethod if input.column.is_some() && !input.definition.list => {
            return Err(wrong(input, "it can't be empty"));
        }
        _ => {}
    }
    let value = input.rule.clear_gives.map_or(Value::Null, Value::text);
    let clear = input.rule.clear_gives.is_none();
    Ok(Given { schema: input, raw, value, clear })
}

fn wrong(input: &InputSchema, reason: &str) -> Failure {
    match input.rule.error {
        Some(error) => Failure::new(error).of_input(input.definition.name),
        None => Failure::invalid(input.definition.name, reason),
    }
}

/// The value of an input: of one string, or a list of all.
fn convert(input: &InputSchema, raw: &[String]) -> Result<Value, Failure> {
    if input.definition.list {
        let items: Vec<String> = raw
            .iter()
            .map(|one| match convert_one(input, one)? {
                Value::Text(text) => Ok(text.into_string()),
                _ => Ok(one.clone()),
            })
            .collect::<Result<_, Failure>>()?;
        return Ok(Value::list(&items));
    }
    convert_one(input, &raw[0])
}

fn convert_one(input: &InputSchema, raw: &str) -> Result<Value, Failure> {
    let invalid = |reason: &str| Err(wrong(input, reason));
    match input.definition.kind {
        Kind::Text | Kind::Json | Kind::Links => Ok(Value::text(raw)),
        Kind::Sid(prefix) if has_form(raw, prefix) => Ok(Value::text(raw)),
        Kind::Sid(prefix) => invalid(&format!("expected {prefix} and 32 hexadecimal digits")),
        Kind::Enum(values) => match values.iter().find(|value| value.eq_ignore_ascii_case(raw)) {
            Some(value) => Ok(Value::text(*value)),
            None => match input.definition.name {
                "State" => Err(Failure::new("state_invalid").of_input("State")),
                _ => invalid(&format!("expected one of {}", values.join(", "))),
            },
        },
        Kind::Boolean if raw.eq_ignore_ascii_case("true") => Ok(Value::Boolean(true)),
        Kind::Boolean if raw.eq_ignore_ascii_case("false") => Ok(Value::Boolean(false)),
        Kind::Boolean => invalid("expected true or false"),
        Kind::Integer { min, max } => integer(input, raw, min, max),
        Kind::Number => match raw.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::text(raw)),
            _ => invalid("expected a number"),
        },
        Kind::DateTime => match parse_time(raw) {
            Some(time) => Ok(Value::Time(time)),
            None => invalid("expected a date and time such as 2025-01-31T12:00:00Z"),
        },
        Kind::Url => match url::Url::parse(raw) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Value::text(raw)),
            _ => invalid("expected an absolute URL"),
        },
        Kind::HttpMethod if ["GET", "POST"].iter().any(|method| method.eq_ignore_ascii_case(raw)) => {
            Ok(Value::text(raw.to_ascii_uppercase()))
        }
        Kind::HttpMethod => invalid("expected GET or POST"),
    }
}

fn integer(input: &InputSchema, raw: &str, min: Option<i64>, max: Option<i64>) -> Result<Value, Failure> {
    let value: Option<i64> = raw.parse().ok();
    let fits = value.is_some_and(|value| min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max));
    match (value, fits) {
        (Some(value), true) => Ok(Value::Integer(value)),
        (Some(_), false) if input.rule.target == Target::PageSize => Err(Failure::new("page_size_too_large")
            .of_input(input.definition.name)
            .with("max", &max.unwrap_or(50).to_string())),
        (_, _) => {
            let error = input.rule.checks.iter().find_map(|check| match check {
                Check::Integer(error) | Check::Range(_, _, error) => Some(*error),
                _ => None,
            });
            match error {
                Some(error) if error != "invalid_parameter" => Err(Failure::new(error).of_input(input.definition.name)),
                _ => Err(wrong(input, "expected an integer within its bounds")),
            }
        }
    }
}

fn transform(input: &InputSchema, value: Value) -> Value {
    match (input.rule.transform, &value) {
        (Some(Transform::Upper), Value::Text(text)) => Value::text(text.to_ascii_uppercase()),
        (Some(Transform::PythonBool), value) => Value::text(if value.is_true() { "True" } else { "False" }),
        (Some(Transform::NumberToText), Value::Text(text)) if !text.contains('.') => Value::text(format!("{text}.0")),
        (Some(Transform::IsSuccess), Value::Text(text)) => Value::Boolean(text.eq_ignore_ascii_case("success")),
        _ => value,
    }
}

fn checks(schema: &Schema, input: &InputSchema, raw: &[String], store: &Store, now: Millis) -> Result<(), Failure> {
    let name = input.definition.name;
    let fail = |error: &str| Err(Failure::new(error).of_input(name).with("reason", "it is outside its bounds"));
    for check in input.rule.checks {
        if let Check::MaxItems(max, error) = check
            && raw.len() > *max as usize
        {
            return fail(error);
        }
        for value in raw {
            match check {
                Check::MaxChars(max, error) if value.chars().count() > *max as usize => return fail(error),
                Check::MaxBytes(max, error) if value.len() > *max as usize => return fail(error),
                Check::NotLikeSid(prefix, error) if has_form(value, prefix) => return fail(error),
                Check::Json(error) if serde_json::from_str::<serde::de::IgnoredAny>(value).is_err() => {
                    return fail(error);
                }
                Check::JsonObject(error) if serde_json::from_str::<Map<String, serde_json::Value>>(value).is_err() => {
                    return fail(error);
                }
                Check::Integer(error) if value.parse::<i64>().is_ok_and(|value| value < 0) => return fail(error),
                Check::Range(min, max, error)
                    if value.parse::<i64>().is_ok_and(|value| value < *min || value > *max) =>
                {
                    return fail(error);
                }
                Check::MinDuration(seconds, short, wrong) => match parse_duration(value, now) {
                    None => return fail(wrong),
                    Some(length) if length < i64::from(*seconds) * 1000 => return fail(short),
                    Some(_) => {}
                },
                Check::Exists(table, condition, error) => {
                    let found = schema.table_id(table).and_then(|table| store.by_sid_text(table, value));
                    let holds = found.is_some_and(|row| {
                        condition.is_none_or(|(column, expected)| {
                            schema
                                .column(row.table, column)
                                .is_some_and(|column| row.values[column] == Value::from(expected))
                        })
                    });
                    if !holds {
                        return Err(match *error {
                            "referenced_resource_missing" => Failure::new(error).of_input(name),
                            error => Failure::new(error).with("path", &format!("/{value}")),
                        });
                    }
                }
                Check::OneOf(values, error) if !values.iter().any(|one| one.eq_ignore_ascii_case(value)) => {
                    return fail(error);
                }
                Check::Event(error) if schema.product.event(value).is_none() => {
                    return Err(Failure::new(error).with("value", value).of_input(name));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Whether an operation's body is read as a form.
pub(crate) fn takes_form(operation: &OperationSchema) -> bool {
    operation.definition.body != Body::Json
}
