//! A subscriber for tests: keeps what is logged on this thread.
//!
//! What enters: a closure, or whatever runs on this thread while a [`Trace`] is held. What leaves: the text of each event, fields included, and
//! the name and fields of each span.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

#[derive(Clone, Default)]
struct Collector {
    events: Arc<Mutex<Vec<String>>>,
    spans: Arc<Mutex<Vec<Seen>>>,
}

/// A span with everything that was recorded on it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) name: &'static str,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) closed: bool,
}

struct Fields<'s>(&'s mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("twilio_core")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut seen = Seen { name: attributes.metadata().name(), ..Seen::default() };
        attributes.record(&mut Fields(&mut seen.fields));
        let mut spans = self.spans.lock().expect("unpoisoned");
        spans.push(seen);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().expect("unpoisoned");
        values.record(&mut Fields(&mut spans[id.into_u64() as usize - 1].fields));
    }

    fn try_close(&self, id: Id) -> bool {
        // Clones share one id and are not counted here: the last close is as good as any.
        self.spans.lock().expect("unpoisoned")[id.into_u64() as usize - 1].closed = true;
        true
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(format!("{} ", event.metadata().level()));
        event.record(&mut text);
        self.events.lock().expect("unpoisoned").push(text.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Takes nothing, on every thread. Without a global subscriber, `tracing` remembers of a span that was first met on another thread that nobody
/// wants it.
struct Quiet;

impl Subscriber for Quiet {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn listen() {
    static ONCE: Once = Once::new();
    // Fails only if another one is there, which is as good.
    ONCE.call_once(|| drop(tracing::subscriber::set_global_default(Quiet)));
}

/// What `action` logs.
pub(crate) fn events(action: impl FnOnce()) -> Vec<String> {
    listen();
    let collector = Collector::default();
    tracing::subscriber::with_default(collector.clone(), action);
    std::mem::take(&mut *collector.events.lock().expect("unpoisoned"))
}

/// Keeps what is logged on this thread for as long as it is held: for tests that await.
pub(crate) struct Trace {
    collector: Collector,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Trace {
    pub(crate) fn begin() -> Self {
        listen();
        let collector = Collector::default();
        let _guard = tracing::subscriber::set_default(collector.clone());
        Trace { collector, _guard }
    }

    pub(crate) fn spans(&self) -> Vec<Seen> {
        self.collector.spans.lock().expect("unpoisoned").clone()
    }

    pub(crate) fn events(&self) -> Vec<String> {
        self.collector.events.lock().expect("unpoisoned").clone()
    }
}
