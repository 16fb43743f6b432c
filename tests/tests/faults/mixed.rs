//! Ten thousand calls at once and in turn, and every fault.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;
use twilio_conversations_v1::{Client, Credentials, Error, ErrorKind};
use twilio_tests::faults::{Chance, Elsewhere, Fault, FaultServer, Kind, Ledger, Mix, Sighting, TOKEN};
use twilio_tests::over_each_adapter;

use crate::calls::{BASIC, KINDS, SOURCE, TOKEN_FORM, Tokens, account, call, check_error, client, core, oauth};

/// One adapter after the other: together they are slower than the time limit of an attempt allows.
static TURN: Mutex<()> = Mutex::const_new(());
const IN_FLIGHT: usize = 64;
/// Each client keeps the pauses that any of its calls is told; more clients have more calls in flight all the same.
const SETS: u64 = 16;
/// One attempt.
const TIMEOUT: Duration = Duration::from_millis(200);
/// A whole call, three pages with all their attempts on a busy machine included. Reaching it is a hang.
const DEADLINE: Duration = Duration::from_secs(30);
/// What the default policy allows.
const MOST_ATTEMPTS: usize = 4;

struct Outcome {
    caller: u64,
    kind: Kind,
    result: Result<usize, Error>,
}

pub fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

over_each_adapter! {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn ten_thousand_mixed_calls_end_in_time_in_a_success_or_a_typed_error(adapter: Adapter) {
        let _turn = TURN.lock().await;
        let calls = from_environment("TWILIO_FAULT_CALLS", 10_000);
        let chance = Chance(from_environment("TWILIO_FAULT_SEED", 20_404));
        let started = Instant::now();
        let elsewhere = Elsewhere::start().await;
        let mix = Mix(chance);
        let server = FaultServer::start(&elsewhere, move |arrived, earlier| mix.choose(Fault::ALL, arrived, earlier)).await;
        let nobody = nobody();
        let clients: Vec<Clients> = (0..SETS)
            .map(|_| {
                let by_account = core(adapter, account(), TIMEOUT);
                let by_source = core(adapter, Credentials::from_source(Tokens::default()), TIMEOUT);
                let by_oauth = core(adapter, oauth(&server.url()), TIMEOUT);
                Clients {
                    by_account: client(&by_account, &server.url()),
                    by_source: client(&by_source, &server.url()),
                    by_oauth: client(&by_oauth, &server.url()),
                    nobody: client(&by_account, &format!("http://{}", nobody.local_addr().expect("an address"))),
                }
            })
            .collect();
        let outcomes = make_calls(&clients, chance, calls).await;
        let took = started.elapsed();
        drop(nobody);

        for outcome in &outcomes {
            check_outcome(outcome, &server.ledger);
        }
        let refused = check_authorizations(&server.ledger);
        // Nobody even connected, so nothing was sent there, credentials least of all.
        assert_eq!(elsewhere.heard(), [""; 0], "somebody called another origin");
        check_coverage(&outcomes, &server.ledger, calls);
        assert!(calls < 10_000 || refused > 50, "{refused} tokens of the OAuth client were refused");
        // The figures of a run, for `--nocapture`.
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{calls} calls in {took:.1?}, {refused} tokens refused: {:?}\n", tally(&outcomes)));
    }
}

struct Clients {
    by_account: Client,
    /// One whose credentials a source of its own renews.
    by_source: Client,
    /// One whose access tokens the server gives, or not.
    by_oauth: Client,
    /// One that nobody answers.
    nobody: Client,
}

/// How a caller says who he is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Account,
    Source,
    OAuth,
}

fn by(caller: u64) -> By {
    match caller % 6 {
        _ if finds_nobody(caller) => By::Account,
        1 | 4 => By::OAuth,
        2 => By::Source,
        _ => By::Account,
    }
}

fn has_token(caller: u64) -> bool {
    by(caller) != By::Account
}

/// One of a hundred: provably never sent.
fn finds_nobody(caller: u64) -> bool {
    caller % 100 == 99
}

/// A port that refuses connections for as long as it is held: taken, and nobody listens.
fn nobody() -> tokio::net::TcpSocket {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    socket
}

async fn make_calls(clients: &[Clients], chance: Chance, calls: u64) -> Vec<Outcome> {
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    let mut running = JoinSet::new();
    let mut outcomes = Vec::new();
    for caller in 0..calls {
        let permit = permits.clone().acquire_owned().await.expect("open");
        let kind = KINDS[(chance.of(&[caller, 9]) % 4) as usize];
        let clients = &clients[(caller / 6 % SETS) as usize];
        let client = match caller {
            _ if finds_nobody(caller) => clients.nobody.clone(),
            _ => match by(caller) {
                By::Account => clients.by_account.clone(),
                By::Source => clients.by_source.clone(),
                By::OAuth => clients.by_oauth.clone(),
            },
        };
        running.spawn(async move {
            let ended = tokio::time::timeout(DEADLINE, call(&client, kind, caller)).await;
            drop(permit);
            let result =
                ended.unwrap_or_else(|_| panic!("call {caller} ({kind:?}) is still running after {DEADLINE:?}"));
            Outcome { caller, kind, result }
        });
        while let Some(ended) = running.try_join_next() {
            outcomes.push(ended.expect("no call panics"));
        }
    }
    while let Some(ended) = running.join_next().await {
        outcomes.push(ended.expect("no call panics"));
    }
    outcomes
}

fn check_outcome(outcome: &Outcome, ledger: &Ledger) {
    let Outcome { caller, kind, result } = outcome;
    let seen = ledger.of(*caller);
    let faults: Vec<Fault> = seen.iter().map(|sighting| sighting.fault).collect();
    let about = || format!("call {caller} ({kind:?}) met {faults:?}: {result:?}");
    if let Err(error) = result {
        check_error(error, *kind, *caller);
        // A later page of a list may be refused before it is asked for.
        let of_this_call =
            !(error.kind() == ErrorKind::Paging || *kind == Kind::List && error.kind() == ErrorKind::Token);
        if !error.was_sent() && of_this_call {
            assert!(seen.is_empty(), "it arrived, and the error says that nothing was sent: {}", about());
        }
    }
    assert!(!finds_nobody(*caller) || result.as_ref().is_err_and(Error::is_connect), "{}", about());

    // What may be repeated. A create: only what was answered 429, or 401 to a token and that once. The last answer ends it.
    if *kind == Kind::Create {
        let repeated = &faults[..faults.len().saturating_sub(1)];
        let refused = repeated.iter().filter(|fault| **fault == Fault::Unauthorized).count();
        let allowed = |fault: &Fault| fault.is_too_many() || (*fault == Fault::Unauthorized && has_token(*caller));
        assert!(refused <= 1 && repeated.iter().all(allowed), "a POST was sent twice: {}", about());
    }
    // A come-again-tomorrow is no wait of ours. On a busy machine it may come too late, and then only a create isn't made again.
    let goes_on = faults.iter().rev().skip(1).any(|fault| *fault == Fault::TooManyTomorrow);
    assert!(*kind != Kind::Create || !goes_on, "{}", about());
    let mut by_target: BTreeMap<&str, usize> = BTreeMap::new();
    for sighting in &seen {
        // A 429 is repeated until the deadline.
        *by_target.entry(&sighting.arrived.target).or_default() += usize::from(!sighting.fault.is_too_many());
    }
    // The 401 to a token is answered whatever the policy says.
    let most = MOST_ATTEMPTS + usize::from(has_token(*caller));
    assert!(by_target.values().all(|count| *count <= most), "too many attempts: {}", about());
    check_refusals(outcome, &seen);
    if let (Err(error), Some(last)) = (result, seen.last()) {
        // An attempt may end before the request has arrived, so there may be more attempts than sightings, and never fewer.
        let arrived = by_target[last.arrived.target.as_str()];
        let counted = error.attempts() as usize;
        let of_the_last_page = error.kind() == ErrorKind::Paging || *kind == Kind::List && !error.was_sent();
        assert!(of_the_last_page || counted >= arrived, "{counted} attempts: {}", about());
        // What is safe to repeat is repeated before it becomes an error.
        let too_late = error.retry_after().is_some_and(|wait| wait > DEADLINE);
        let over_budget = error.to_string().contains("its retries are used up");
        let persistent = counted >= MOST_ATTEMPTS || too_late || over_budget || !error.is_retryable();
        assert!(persistent, "given up after {counted} attempts: {}", about());
    }
    if let (Ok(count), Kind::List) = (result, kind) {
        assert_eq!(*count, 6, "three pages of two records, each once: {}", about());
    }
}

/// A 401 to a token is followed by one more attempt with another token, and by one only.
fn check_refusals(outcome: &Outcome, seen: &[Sighting]) {
    let Outcome { caller, kind, result } = outcome;
    let mut by_target: BTreeMap<&str, Vec<&Sighting>> = BTreeMap::new();
    for sighting in seen {
        by_target.entry(&sighting.arrived.target).or_default().push(sighting);
    }
    for attempts in by_target.values() {
        let refused: Vec<usize> = (0..attempts.len()).filter(|at| attempts[*at].fault == Fault::Unauthorized).collect();
        let about = || format!("call {caller} ({kind:?}) refused at {refused:?} of {}: {result:?}", attempts.len());
        let most = if has_token(*caller) { 2 } else { 1 };
        assert!(refused.len() <= most, "{}", about());
        assert!(refused.get(most - 1).is_none_or(|at| at + 1 == attempts.len()), "{}", about());
        let Some(first) = refused.first().filter(|_| has_token(*caller)) else { continue };
        match attempts.get(first + 1) {
            Some(next) => {
                let [one, other] = [attempts[*first], next].map(|attempt| attempt.arrived.header("authorization"));
                assert_ne!(one, other, "the same token again: {}", about());
            }
            // There was another attempt, which found no token or didn't arrive.
            None => {
                assert!(result.as_ref().is_err_and(|error| error.attempts() as usize > attempts.len()), "{}", about())
            }
        }
    }
}

/// One `Authorization` on every request, that of its caller; none on a call for a token. Tells how many tokens of the OAuth client were refused.
fn check_authorizations(ledger: &Ledger) -> usize {
    let everything = ledger.all();
    let (tokens, calls): (Vec<_>, Vec<_>) =
        everything.iter().partition(|sighting| sighting.arrived.kind == Kind::Token);
    let mut given = BTreeSet::new();
    for sighting in tokens {
        let arrived = &sighting.arrived;
        assert!(arrived.header("authorization").is_empty(), "{arrived:?}");
        assert_eq!(arrived.body, TOKEN_FORM);
        if sighting.fault.may_give_a_token() {
            given.insert(format!("Bearer {TOKEN}{}", arrived.earlier));
        }
    }
    let mut refused = 0;
    for sighting in calls {
        let [authorization] = sighting.arrived.header("authorization")[..] else { panic!("{:?}", sighting.arrived) };
        let is_right = match by(sighting.arrived.caller()) {
            By::Account => authorization == BASIC,
            By::Source => authorization.strip_prefix("Bearer ").is_some_and(|token| token.starts_with(SOURCE)),
            By::OAuth => given.contains(authorization),
        };
        assert!(is_right, "{authorization:?}");
        let is_oauth = by(sighting.arrived.caller()) == By::OAuth;
        refused += usize::from(is_oauth && sighting.fault == Fault::Unauthorized);
    }
    refused
}

/// The run was worth something: every fault was met, and calls that met none succeeded.
fn check_coverage(outcomes: &[Outcome], ledger: &Ledger, calls: u64) {
    let mut met: BTreeMap<Fault, usize> = BTreeMap::new();
    for sighting in ledger.all() {
        *met.entry(sighting.fault).or_default() += 1;
    }
    if calls >= 10_000 {
        let missing: Vec<_> = Fault::ALL.iter().filter(|(fault, _)| !met.contains_key(fault)).collect();
        assert!(missing.is_empty(), "never met: {missing:?}");
    }
    let seen: Vec<Vec<Sighting>> = outcomes.iter().map(|outcome| ledger.of(outcome.caller)).collect();
    let of_tomorrow = |sighting: &&Sighting| sighting.fault == Fault::TooManyTomorrow;
    let all = seen.iter().flatten().filter(of_tomorrow).count();
    let ended = seen.iter().filter_map(|seen| seen.last()).filter(of_tomorrow).count();
    assert!(ended * 10 >= all * 9, "{ended} of {all} calls ended with a come-again-tomorrow");
    let untouched = |outcome: &&Outcome| {
        let seen = ledger.of(outcome.caller);
        !seen.is_empty() && seen.iter().all(|sighting| sighting.fault == Fault::None)
    };
    let untouched: Vec<&Outcome> = outcomes.iter().filter(untouched).collect();
    let succeeded = untouched.iter().filter(|outcome| outcome.result.is_ok()).count();
    // Not all: on a busy machine a right answer may come too late, and a kept connection may break under the next call.
    assert!(succeeded * 10 >= untouched.len() * 7, "{succeeded} of {} calls that met no fault", untouched.len());
}

fn tally(outcomes: &[Outcome]) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for outcome in outcomes {
        let name = match &outcome.result {
            Ok(_) => "Success".to_owned(),
            Err(error) => format!("{:?}", error.kind()),
        };
        *tally.entry(name).or_default() += 1;
    }
    tally
}
