//! What a Flex flow needs.

use crate::engine::Failure;
use crate::engine::running::Running;
use crate::store::Row;

/// The inputs that an integration type needs, if the type was sent.
pub(crate) fn flow_needs(running: &Running<'_, '_>, row: &Row) -> Result<(), Failure> {
    let store = running.store();
    let needed: &[(&str, &str)] =
        match running.call.arguments.get("IntegrationType").and(store.text_of(row, "integration_type")) {
            Some("studio") => &[("integration.flow_sid", "Integration.FlowSid")],
            Some("external") => &[("integration.url", "Integration.Url")],
            Some("task") => &[
                ("integration.workspace_sid", "Integration.WorkspaceSid"),
                ("integration.workflow_sid", "Integration.WorkflowSid"),
            ],
            _ => &[],
        };
    match needed.iter().find(|(column, _)| store.text_of(row, column).is_none()) {
        Some((_, input)) => Err(Failure::new("missing_parameter").of_input(input)),
        None => Ok(()),
    }
}
