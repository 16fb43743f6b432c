//! Every public item of the crates written by hand is documented, and shown in an example or said why not.
//!
//! An item has a doc comment, and one of: an example of its own; its name in an example of what owns it (the type and its other methods,
//! the public module, the crate); a sentence `No example: ` with the reason. Lines that rustdoc hides show nothing. Variants, fields and
//! methods of a trait stand in the example of their type or trait.

#[path = "documentation/code.rs"]
mod code;
#[path = "documentation/items.rs"]
mod items;
#[path = "documentation/judge.rs"]
mod judge;
#[path = "documentation/planted.rs"]
mod planted;
#[path = "documentation/tables.rs"]
mod tables;

use std::path::Path;

use judge::{Verdict, judge};

/// Each crate written by hand, and the fewest items that a scan of it must see.
const CRATES: [(&str, &str, usize); 3] = [
    ("../crates/twilio-core", "twilio_core", 300),
    ("../crates/twilio-webhooks", "twilio_webhooks", 45),
    ("../crates/twilio-access-token", "twilio_access_token", 25),
];

const WHAT_TO_DO: &str = "\
Use a method in the example of its type, and a type or a function in the example of its public module or of the crate; or give it an example of
its own. One example that shows how a type is really used is worth more than one line for each method. Where there can't be one, a sentence in
its own comment begins with `No example: ` and gives the reason; once there is an example, that sentence goes.
";

#[test]
fn every_public_item_has_an_example_or_says_why_not() {
    let mut offenders = Vec::new();
    for (folder, name, fewest) in CRATES {
        let judged = judge(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), name);
        let count = |verdict: fn(&Verdict) -> bool| judged.iter().filter(|(_, one)| verdict(one)).count();
        // Seen with `--nocapture`; a scan that finds nothing must not pass.
        println!(
            "{name}: {} items: {} with an example of their own, {} in one of their owner's, {} as rows of a table, {} with a reason why none",
            judged.len(),
            count(|one| matches!(one, Verdict::OwnExample)),
            count(|one| matches!(one, Verdict::OwnersExample)),
            count(|one| matches!(one, Verdict::Row)),
            count(|one| matches!(one, Verdict::Reason)),
        );
        assert!(judged.len() > fewest, "{name}: the scan saw {} items only", judged.len());
        offenders.extend(judged.iter().filter_map(|(item, verdict)| match verdict {
            Verdict::Offends(why) => Some(format!("{name}: {item}: {why}")),
            _ => None,
        }));
    }
    assert!(offenders.is_empty(), "{} items to document:\n{}\n\n{WHAT_TO_DO}", offenders.len(), offenders.join("\n"));
}
