//! A path parameter has one name: in the operation's documentation, in errors, and as the argument of the accessor.

use std::path::Path;

use twilio_chat_v2::user::FetchUser;
use twilio_chat_v2::{Client, Credentials};
use xtask::codegen::config::{CONFIG_PATH, Config, ProductConfig, Profile};
use xtask::codegen::load::load_file;
use xtask::codegen::model::{Accessor, Product};
use xtask::codegen::names::snake;
use xtask::codegen::pipeline;

fn products() -> Vec<Product> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (config, _) = Config::load(&root.join(CONFIG_PATH), CONFIG_PATH);
    let model = |product: &ProductConfig| {
        let document = load_file(&root.join(&product.document), &product.document).document.expect("a document");
        pipeline::model(&document, product, Profile::Ours, &mut Vec::new()).expect("a model").0
    };
    config.products.iter().map(model).collect()
}

/// The names in the braces of a template.
fn names(template: &str) -> Vec<&str> {
    template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default()).collect()
}

/// Compares all operations below some accessors; counts them.
fn compare(product: &Product, accessors: &[Accessor], wires: &[String]) -> usize {
    let mut compared = 0;
    for accessor in accessors {
        let mut wires = wires.to_vec();
        if let Some(parameter) = &accessor.parameter {
            assert_eq!(parameter.name, snake(&parameter.wire));
            wires.push(parameter.wire.clone());
        }
        let found = product.resources.iter().find_map(|resource| {
            resource.handles.iter().find(|handle| handle.name == accessor.target).map(|handle| (resource, handle))
        });
        let (resource, handle) = found.expect("the target of an accessor");
        assert_eq!(names(&handle.template), wires, "{}", handle.name);
        for operation in resource.operations.iter().filter(|operation| handle.operations.contains(&operation.id)) {
            assert_eq!(names(&operation.template), wires, "{}", operation.id);
            compared += 1;
        }
        compared += compare(product, &handle.accessors, &wires);
    }
    compared
}

#[test]
fn templates_errors_and_arguments_have_the_same_names() {
    let compared: usize = products().iter().map(|product| compare(product, &product.entrances, &[])).sum();
    assert_eq!(compared, 230);
}

#[tokio::test]
async fn an_error_names_the_parameter_as_the_operation_does() {
    let client = Client::new(Credentials::account("AC0123456789abcdef0123456789abcdef", "token")).expect("a client");
    let user = client.service("IS0123456789abcdef0123456789abcdef").user("");
    let error = user.fetch().send().await.expect_err("an empty name");
    assert!(error.to_string().contains("path parameter `UserSid`"), "{error}");
    assert!(FetchUser::OPERATION.path().ends_with("/Users/{UserSid}"));
}
