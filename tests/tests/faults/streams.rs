//! Some hundred calls over TLS and HTTP/2, in turn on few connections: streams are refused and reset, connections end under all of them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use twilio_conversations_v1::{Client, Credentials, Error, ErrorKind};
use twilio_core::transport::Certificate;
use twilio_tests::adapters::{Adapter, Settings};
use twilio_tests::faults::{Chance, Kind, Mix, Sighting, StreamFault, StreamServer};
use twilio_tests::over_each_adapter;
use twilio_tests::tls::AUTHORITY;

use crate::calls::{BASIC, KINDS, TOKEN_FORM, account, builder, call, check_error, client, oauth};
use crate::mixed::from_environment;

const CALLS: u64 = 800;
const IN_FLIGHT: usize = 24;
/// One attempt: longer than over plain TCP, since a connection is made anew whenever one ends, and TLS takes its time.
const TIMEOUT: Duration = Duration::from_millis(500);
/// A whole call. Reaching it is a hang.
const DEADLINE: Duration = Duration::from_secs(40);
/// What the default policy allows, and the one more behind a 401.
const MOST_ATTEMPTS: usize = 4;

type Outcome = (u64, Kind, Result<usize, Error>);

fn trusting(adapter: Adapter, credentials: Credentials, server: &StreamServer) -> Client {
    let authority = Certificate::from_pem(AUTHORITY).expect("a certificate");
    let transport = adapter.transport(Settings {
        connect_timeout: Some(TIMEOUT),
        authority: Some(authority),
        ..Settings::default()
    });
    let core = builder(credentials, TIMEOUT).transport(transport).build().expect("client");
    client(&core, &server.url())
}

/// Every third caller has an access token.
fn has_token(caller: u64) -> bool {
    caller % 3 == 1
}

async fn make_calls(adapter: Adapter, server: &StreamServer, chance: Chance) -> Vec<Outcome> {
    let (by_account, by_oauth) =
        (trusting(adapter, account(), server), trusting(adapter, oauth(&server.url()), server));
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    let mut running = JoinSet::new();
    for caller in 0..CALLS {
        let permit = permits.clone().acquire_owned().await.expect("open");
        let kind = KINDS[(chance.of(&[caller, 9]) % 4) as usize];
        let client = if has_token(caller) { by_oauth.clone() } else { by_account.clone() };
        running.spawn(async move {
            let ended = tokio::time::timeout(DEADLINE, call(&client, kind, caller)).await;
            drop(permit);
            (caller, kind, ended.unwrap_or_else(|_| panic!("call {caller} ({kind:?}) hangs")))
        });
    }
    running.join_all().await
}

over_each_adapter! {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn over_http_2_calls_end_in_time_and_no_post_is_processed_twice(adapter: Adapter) {
        let chance = Chance(from_environment("TWILIO_FAULT_SEED", 20_404));
        let mix = Mix(chance);
        let server = StreamServer::start(move |arrived, earlier| mix.choose(StreamFault::ALL, arrived, earlier)).await;
        let outcomes = make_calls(adapter, &server, chance).await;
        assert_eq!(outcomes.len() as u64, CALLS);
        for outcome in &outcomes {
            check_outcome(outcome, &server.ledger.of(outcome.0));
        }
        let mut met: BTreeMap<StreamFault, usize> = BTreeMap::new();
        for sighting in server.ledger.all() {
            *met.entry(sighting.fault).or_default() += 1;
            check_authorization(&sighting);
        }
        let missing: Vec<_> = StreamFault::ALL.iter().filter(|(fault, _)| !met.contains_key(fault)).collect();
        assert!(missing.is_empty() && server.refusals() > 0, "never met: {missing:?}");
        let succeeded = outcomes.iter().filter(|(_, _, result)| result.is_ok()).count();
        assert!(succeeded as u64 * 3 > CALLS, "{succeeded} of {CALLS} calls succeeded");
        // The figures of a run, for `--nocapture`.
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{succeeded} of {CALLS} calls succeeded, {} connections processed nothing: {met:?}\n", server.refusals()));
    }

    #[tokio::test]
    async fn a_post_on_a_stream_that_was_refused_is_made_again_and_one_that_was_reset_is_not(adapter: Adapter) {
        for (fault, processed) in [
            (StreamFault::Refused, Some(2)),
            (StreamFault::ResetBeforeAnswer, None),
            (StreamFault::ResetInsideBody, None),
            (StreamFault::CloseBeforeAnswer, None),
            (StreamFault::CloseInsideBody, None),
            (StreamFault::GoAwayBeforeAnswer, None),
            (StreamFault::HangBeforeAnswer, None),
            (StreamFault::HangInsideBody, None),
            (StreamFault::SlowBody, None),
        ] {
            let server = StreamServer::start(move |_, earlier| if earlier == 0 { fault } else { StreamFault::None }).await;
            let outcome = call(&trusting(adapter, account(), &server), Kind::Create, 7).await;
            let arrived = server.ledger.of(7).len();
            match processed {
                Some(count) => assert!(outcome.is_ok() && arrived == count, "{fault:?}: {arrived} {outcome:?}"),
                None => {
                    let error = outcome.expect_err("not made again");
                    check_error(&error, Kind::Create, 7);
                    assert!(arrived == 1 && error.was_sent() && !error.is_retryable(), "{fault:?}: {arrived} {error:?}");
                }
            }
        }
    }
}

fn check_outcome((caller, kind, result): &Outcome, seen: &[Sighting<StreamFault>]) {
    let faults: Vec<StreamFault> = seen.iter().map(|sighting| sighting.fault).collect();
    let about = || format!("call {caller} ({kind:?}) met {faults:?}: {result:?}");
    if let Err(error) = result {
        check_error(error, *kind, *caller);
        let of_this_call = !(*kind == Kind::List && error.kind() == ErrorKind::Token);
        assert!(error.was_sent() || !of_this_call || seen.is_empty(), "it arrived: {}", about());
    }
    if *kind == Kind::Create {
        // Whatever came before the last attempt was not processed, and said so.
        let repeated = &faults[..faults.len().saturating_sub(1)];
        let refused = repeated.iter().filter(|fault| **fault == StreamFault::Unauthorized).count();
        let allowed = |fault: &StreamFault| {
            fault.says_that_nothing_was_done() || (*fault == StreamFault::Unauthorized && has_token(*caller))
        };
        assert!(refused <= 1 && repeated.iter().all(allowed), "a POST was processed twice: {}", about());
    }
    let mut attempts: BTreeMap<&str, usize> = BTreeMap::new();
    let is_counted =
        |fault: StreamFault| !fault.says_that_nothing_was_done() && fault != StreamFault::GoAwayBeforeAnswer;
    // What the server says that it didn't process is repeated by the HTTP client too, and a 429 until the deadline.
    for sighting in seen.iter().filter(|sighting| is_counted(sighting.fault)) {
        *attempts.entry(&sighting.arrived.target).or_default() += 1;
    }
    let most = MOST_ATTEMPTS + usize::from(has_token(*caller));
    assert!(attempts.values().all(|count| *count <= most), "too many attempts: {}", about());
    if let (Ok(count), Kind::List) = (result, kind) {
        assert_eq!(*count, 6, "three pages of two records, each once: {}", about());
    }
}

fn check_authorization(sighting: &Sighting<StreamFault>) {
    let arrived = &sighting.arrived;
    let authorization = arrived.header("authorization");
    match arrived.kind {
        Kind::Token => assert!(authorization.is_empty() && arrived.body == TOKEN_FORM, "{arrived:?}"),
        _ if has_token(arrived.caller()) => {
            assert!(authorization.len() == 1 && authorization[0].starts_with("Bearer t0ken-"), "{authorization:?}");
        }
        _ => assert_eq!(authorization, [BASIC]),
    }
}
