//! Each fault by itself, on each of the four calls: the outcome is the one that it should be.

use std::time::Duration;

use twilio_conversations_v1::ErrorKind;
use twilio_tests::faults::{Elsewhere, Fault, FaultServer, Kind};
use twilio_tests::over_each_adapter;

use crate::calls::{KINDS, account, brief, call, check_error, client, core, oauth};

/// For what hangs.
const HURRY: Duration = Duration::from_millis(200);
/// For what doesn't, so that a busy machine changes no outcome.
const PATIENCE: Duration = Duration::from_secs(10);

/// The outcome of a call that meets this fault every time; `None` where a success is right. `Err`: there is more than one right outcome.
fn expected(fault: Fault, kind: Kind) -> Result<Option<ErrorKind>, ()> {
    Ok(match fault {
        Fault::None | Fault::CloseAfterAnswer | Fault::Pieces | Fault::Continues | Fault::Http10 => None,
        // The reset may overtake the answer; what comes after its end may be taken for the next answer's.
        Fault::ResetAfterAnswer => return Err(()),
        // Refused, or the last one of the two counts.
        Fault::LengthsDiffer | Fault::BrokenHeader => return Err(()),
        Fault::HangBeforeAnswer | Fault::SlowHead | Fault::SlowBody | Fault::HangInsideBody => Some(ErrorKind::Timeout),
        Fault::ResetBeforeAnswer
        | Fault::ResetInsideHead
        | Fault::ResetInsideBody
        | Fault::CloseBeforeAnswer
        | Fault::LengthTooLong
        | Fault::LengthNoNumber
        | Fault::ChunkedGarbage
        | Fault::ChunkedOverflow
        | Fault::ChunkedCut
        | Fault::HugeHead
        | Fault::NotHttp => Some(ErrorKind::Transport),
        // A delete looks at no body, and any body that is UTF-8 is fine with it.
        Fault::InvalidUtf8 | Fault::Gzip => Some(ErrorKind::Decode),
        Fault::LengthTooShort
        | Fault::TruncatedJson
        | Fault::Html
        | Fault::DeepJson
        | Fault::OtherJson
        | Fault::Empty
        | Fault::NoContentWithBody => (kind != Kind::Delete).then_some(ErrorKind::Decode),
        // The limit or the time, whichever is reached first.
        Fault::Huge => return Err(()),
        Fault::HugeFailure
        | Fault::TooMany
        | Fault::TooManyOdd
        | Fault::TooManyPast
        | Fault::TooManyTomorrow
        | Fault::Unavailable
        | Fault::BadGateway
        | Fault::ServerError
        | Fault::Unauthorized
        | Fault::NotFound
        | Fault::OddStatus
        | Fault::RedirectElsewhere
        | Fault::SeeElsewhere => Some(ErrorKind::Api),
        Fault::LinkElsewhere
        | Fault::LinkElsewhereRelative
        | Fault::LinkElsewhereUser
        | Fault::LinkToItself
        | Fault::EmptyPage => (kind == Kind::List).then_some(ErrorKind::Paging),
        Fault::ManyRecords => (kind == Kind::List).then_some(ErrorKind::Decode),
    })
}

over_each_adapter! {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn each_fault_by_itself_has_the_outcome_that_it_should_have(adapter: Adapter) {
        let elsewhere = Elsewhere::start().await;
        let (hurried, patient) = (core(adapter, account(), HURRY), core(adapter, account(), PATIENCE));
        let mut calls = tokio::task::JoinSet::new();
        for (fault, _) in Fault::ALL.iter().copied() {
            let server = FaultServer::start(&elsewhere, move |_, _| fault).await;
            for (caller, kind) in (0..).zip(KINDS) {
                let expected = expected(fault, kind);
                let hangs = expected == Ok(Some(ErrorKind::Timeout));
                let brief = brief(adapter, account());
                let core = if fault.is_too_many() { &brief } else if hangs { &hurried } else { &patient };
                let client = client(core, &server.url());
                calls.spawn(async move {
                    let outcome = tokio::time::timeout(Duration::from_secs(60), call(&client, kind, caller)).await;
                    let outcome = outcome.unwrap_or_else(|_| panic!("{fault:?} {kind:?} hangs"));
                    if let Err(error) = &outcome {
                        check_error(error, kind, caller);
                    }
                    if let Ok(expected) = expected {
                        let kind_of_error = outcome.as_ref().err().map(twilio_conversations_v1::Error::kind);
                        assert_eq!(kind_of_error, expected, "{fault:?} {kind:?}: {outcome:?}");
                    }
                });
            }
        }
        calls.join_all().await;
        assert_eq!(elsewhere.heard(), [""; 0], "somebody called another origin");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_token_that_cannot_be_had_is_an_error_of_its_own_kind_and_no_call_leaves_without_one(adapter: Adapter) {
        let elsewhere = Elsewhere::start().await;
        let mut calls = tokio::task::JoinSet::new();
        for (fault, _) in Fault::ALL.iter().copied() {
            let server = FaultServer::start(&elsewhere, move |arrived, _| match arrived.kind {
                Kind::Token => fault,
                _ => Fault::None,
            })
            .await;
            let hangs = expected(fault, Kind::Fetch) == Ok(Some(ErrorKind::Timeout));
            let core = match fault.is_too_many() {
                true => brief(adapter, oauth(&server.url())),
                false => core(adapter, oauth(&server.url()), if hangs { HURRY } else { PATIENCE }),
            };
            let client = client(&core, &server.url());
            calls.spawn(async move {
                let outcome = tokio::time::timeout(Duration::from_secs(60), call(&client, Kind::Create, 7)).await;
                let outcome = outcome.unwrap_or_else(|_| panic!("{fault:?} hangs"));
                let arrived = server.ledger.of(7);
                match &outcome {
                    Ok(_) => assert!(fault.may_give_a_token() && arrived.len() == 1, "{fault:?}"),
                    // The token came, and the connection that brought it broke under the call.
                    Err(error) if error.kind() == ErrorKind::Transport && fault.may_give_a_token() => {
                        assert!(error.was_sent() && arrived.len() <= 1, "{fault:?}: {error}");
                    }
                    Err(error) => {
                        check_error(error, Kind::Create, 7);
                        assert_eq!(error.kind(), ErrorKind::Token, "{fault:?}: {error}");
                        assert!(!error.was_sent() && arrived.is_empty(), "{fault:?}: {error}");
                        let sure = fault.may_give_a_token() && expected(fault, Kind::Fetch) == Ok(None);
                        assert!(!sure, "{fault:?}: {error}");
                    }
                }
            });
        }
        calls.join_all().await;
        assert_eq!(elsewhere.heard(), [""; 0], "somebody called another origin");
    }

    #[tokio::test]
    async fn a_fault_that_passes_is_no_fault_of_the_next_call(adapter: Adapter) {
        let elsewhere = Elsewhere::start().await;
        let (hurried, patient) = (core(adapter, account(), HURRY), core(adapter, account(), PATIENCE));
        for (fault, _) in Fault::ALL.iter().copied().filter(|(fault, _)| !matches!(fault, Fault::Huge)) {
            // The client keeps its connection, and with it what the fault may have left on it.
            let server =
                FaultServer::start(&elsewhere, move |arrived, _| if arrived.caller() == 0 { fault } else { Fault::None })
                    .await;
            let hangs = expected(fault, Kind::Delete) == Ok(Some(ErrorKind::Timeout));
            let brief = brief(adapter, account());
            let core = if fault.is_too_many() { &brief } else if hangs { &hurried } else { &patient };
            let client = client(core, &server.url());
            let _ = call(&client, Kind::Delete, 0).await;
            tokio::time::sleep(Duration::from_millis(20)).await;
            for caller in 1..4 {
                let outcome = call(&client, Kind::Fetch, caller).await;
                assert!(outcome.is_ok(), "behind {fault:?}: {outcome:?}");
            }
        }
    }

    #[tokio::test]
    async fn the_second_origin_hears_whoever_calls_it(adapter: Adapter) {
        let elsewhere = Elsewhere::start().await;
        let lured = client(&core(adapter, account(), PATIENCE), &format!("http://{}", elsewhere.authority()));
        assert!(call(&lured, Kind::Create, 7).await.is_err());
        let heard = elsewhere.heard();
        assert!(!heard.is_empty() && heard[0].contains(crate::calls::BASIC) && heard[0].contains("call-7"), "{heard:?}");
    }
}
