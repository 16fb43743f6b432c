//! Documents with random edits: what the generator accepts compiles, and says everything that the document says.
//!
//! `tests/build.rs` generates the same documents into [`compiled`]: that this target builds is half of the guarantee.
//! `TWILIO_MUTATED_DOCUMENTS=2000 cargo test -p twilio-tests --test mutated` compiles more of them.

/// The output of every accepted document, as modules of this program.
#[allow(dead_code, reason = "the documents are compiled, not called")]
#[allow(deprecated, reason = "a fixture is about deprecation")]
#[allow(unused_doc_comments, reason = "the edits are described at each module")]
#[allow(clippy::all, reason = "names come from anywhere")]
mod compiled {
    include!(concat!(env!("OUT_DIR"), "/mutated.rs"));
}

#[path = "mutated/declared.rs"]
mod declared;
#[path = "mutated/generated.rs"]
mod generated;

use twilio_tests::mutated::{Mutated, accepted, count};

/// What a document declares and the generated files don't have.
fn lost(one: &Mutated) -> Vec<String> {
    let found = generated::read(&one.files);
    let mut lost = Vec::new();
    for operation in declared::operations(&one.document) {
        let Some(request) = found.requests.get(&operation.id) else {
            lost.push(format!("the operation {}", operation.id));
            continue;
        };
        if !found.reachable.contains(&request.name) {
            lost.push(format!("a way to the operation {}", operation.id));
        }
        for input in &operation.inputs {
            let is_there = request.inputs.contains(input) || request.is_list && declared::is_paging(input);
            if !is_there {
                lost.push(format!("the input {input:?} of {}", operation.id));
            }
        }
    }
    let answers = declared::answers(&one.document, &|id| found.requests.get(id).is_some_and(|request| request.is_list));
    lost.extend(answers.properties.difference(&found.fields).map(|name| format!("the property {name:?}")));
    lost.extend(answers.values.difference(&found.values).map(|value| format!("the value {value:?}")));
    lost
}

#[test]
fn what_is_generated_from_an_edited_document_has_all_that_it_declares() {
    let (documents, refused) = accepted(count());
    assert!(documents.len() >= 200, "{} documents were accepted", documents.len());
    let mut losses = Vec::new();
    for one in &documents {
        let lost = lost(one);
        if !lost.is_empty() {
            losses.push(format!("{} ({}, {}): {}", one.name, one.fixture, one.edits.join("; "), lost.join(", ")));
        }
    }
    println!("{} documents accepted, {refused} refused", documents.len());
    assert!(losses.is_empty(), "{} documents lost something:\n{}", losses.len(), losses.join("\n"));
}

#[test]
fn a_loss_is_found() {
    let (documents, _) = accepted(40);
    let mut cut =
        documents.into_iter().find(|one| !declared::operations(&one.document).is_empty()).expect("an operation");
    for file in &mut cut.files {
        file.text = file.text.lines().filter(|line| !line.contains("request!(")).collect::<Vec<_>>().join("\n");
    }
    assert!(!lost(&cut).is_empty());
}
