//! Addresses of participants: which may be set, changed and removed.

use crate::engine::Failure;
use crate::engine::computed::address_type;
use crate::engine::running::Running;
use crate::store::RowId;

const ADDRESS: &str = "MessagingBinding.Address";
const PROXY: &str = "MessagingBinding.ProxyAddress";
const PROJECTED: &str = "MessagingBinding.ProjectedAddress";

/// Exactly one of Identity and Address.
pub(super) fn need_one(running: &Running<'_, '_>) -> Result<(), Failure> {
    let arguments = &running.call.arguments;
    match (arguments.has("Identity"), arguments.has("Address")) {
        (true, true) => Err(Failure::new("identity_and_address")),
        (false, false) => Err(Failure::new("missing_parameter").of_input("Identity")),
        _ => Ok(()),
    }
}

/// The addresses of one request.
pub(super) fn addresses(running: &Running<'_, '_>) -> Result<(), Failure> {
    let arguments = &running.call.arguments;
    let (address, proxy) = (arguments.text(ADDRESS), arguments.text(PROXY));
    let is_create = running.call.operation.definition.verb == twilio_catalogue::Verb::Create;
    check(address, proxy, arguments.text(PROJECTED))?;
    if is_create && proxy.is_some() && address.is_none() {
        return Err(Failure::new("proxy_not_allowed").of_input(PROXY));
    }
    Ok(())
}

/// What holds of the addresses of any participant.
pub(super) fn check(address: Option<&str>, proxy: Option<&str>, projected: Option<&str>) -> Result<(), Failure> {
    if address.is_some_and(|address| !is_address(address)) {
        return Err(Failure::new("binding_address_invalid").of_input(ADDRESS));
    }
    if proxy.is_some_and(|proxy| !is_address(proxy)) {
        return Err(Failure::new("proxy_address_invalid").of_input(PROXY));
    }
    if let (Some(address), Some(proxy)) = (address, proxy) {
        if address == proxy {
            return Err(Failure::new("address_equals_proxy").of_input(PROXY));
        }
        if address_type(address) != address_type(proxy) {
            return Err(Failure::new("address_type_mismatch").of_input(PROXY));
        }
    }
    if address.is_some() && projected.is_some() {
        return Err(Failure::new("projected_not_allowed").of_input(PROJECTED));
    }
    Ok(())
}

/// A phone number, an email address, or something behind the word of another channel.
fn is_address(address: &str) -> bool {
    match address_type(address) {
        "sms" => {
            let digits = address.strip_prefix('+').unwrap_or(address);
            (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        "email" => address.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty()),
        _ => address.split_once(':').is_some_and(|(_, rest)| !rest.is_empty()),
    }
}

/// What an update may do to the addresses of a participant.
pub(super) fn changes(running: &Running<'_, '_>, existing: Option<RowId>) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = existing.and_then(|id| store.get(id)) else { return Ok(()) };
    let has = |column: &str| store.text_of(row, column).is_some();
    let (has_address, has_proxy) = (has("messaging_binding.address"), has("messaging_binding.proxy_address"));
    let has_projected = has("messaging_binding.projected_address");
    let arguments = &running.call.arguments;
    let fail = |error: &str, name: &str| Err(Failure::new(error).of_input(name));
    match arguments.get(PROXY) {
        Some(given) if given.clear && !has_proxy => return fail("no_proxy_to_remove", PROXY),
        Some(given) if !given.clear && (!has_address || has_proxy) => return fail("proxy_not_allowed", PROXY),
        _ => {}
    }
    match arguments.get(PROJECTED) {
        Some(given) if given.clear && !has_projected => return fail("no_projected_to_remove", PROJECTED),
        Some(given) if !given.clear && has_address => return fail("projected_not_allowed", PROJECTED),
        _ => {}
    }
    if arguments.has("Identity") && (has("identity") || !has_projected) {
        return fail("identity_not_allowed", "Identity");
    }
    let proxy = arguments.text(PROXY);
    check(store.text_of(row, "messaging_binding.address"), proxy, None)
}
