//! Rules of operations beyond storing and reading. Each effect has up to four moments: across the inputs, before the change,
//! while the record is filled, and after it was stored.

mod bindings;
mod chat;
mod columns;
mod content;
mod conversations;
mod flex;
mod messages;
mod participants;
mod refusals;
mod webhooks;

use twilio_catalogue::Effect;

pub(crate) use conversations::elapse;

use super::call::Failure;
use super::running::Running;
use crate::store::{Row, RowId};
use flex::{interactions, json_body, plugins};

/// Checks that concern several inputs at once, before any record is looked up.
pub(crate) fn across_inputs(running: &mut Running<'_, '_>) -> Result<(), Failure> {
    for effect in running.call.operation.definition.effects {
        match effect {
            Effect::NeedIdentityOrAddress => bindings::need_one(running)?,
            Effect::ParticipantBindingRules => bindings::addresses(running)?,
            Effect::RenderContentVariables => content::variables(running)?,
            Effect::ConversationStateMachine => conversations::initial_state(running)?,
            Effect::CloseRouting => interactions::closing(running)?,
            Effect::MakeInteractionChannel => interactions::check(running)?,
            Effect::TakeJsonMembers => json_body::check(running)?,
            _ => {}
        }
    }
    Ok(())
}

/// Checks of the state. `id` is the owner of a new record, or the record that is changed or deleted.
pub(crate) fn before(running: &mut Running<'_, '_>, id: RowId, existing: Option<RowId>) -> Result<(), Failure> {
    for effect in running.call.operation.definition.effects {
        match effect {
            Effect::RefuseIfClosed => conversations::refuse_if_closed(running, id)?,
            Effect::ConversationStateMachine => conversations::remember(running, existing),
            Effect::ParticipantBindingRules => bindings::changes(running, existing)?,
            Effect::RefuseDefaultService => refusals::default_service(running, id)?,
            Effect::RefuseRoleInUse => refusals::role_in_use(running, id)?,
            Effect::RefuseIfUsed => refusals::used(running, id)?,
            Effect::RefuseIfArchived => plugins::refuse_if_archived(running, id)?,
            Effect::RefuseIfChannelClosed => interactions::refuse_if_closed(running, id)?,
            Effect::InteractionChannelStateMachine => interactions::refuse_if_closed(running, id)?,
            Effect::InviteNeedsUser => chat::invite_needs_user(running, id)?,
            Effect::RefuseInviteOfMember => chat::refuse_invite_of_member(running, id)?,
            Effect::RefuseMediaBody => messages::refuse_media_body(running, id)?,
            _ => {}
        }
    }
    Ok(())
}

/// Sets columns that no input sets by itself. `set` says which columns an input set.
pub(crate) fn fill(running: &mut Running<'_, '_>, row: &mut Row, set: &mut [bool]) -> Result<(), Failure> {
    messages::author(running, row, set);
    for effect in running.call.operation.definition.effects {
        match effect {
            Effect::FindAuthor => messages::find_author(running, row, set),
            Effect::MarkEdited => messages::mark_edited(running, row, set),
            Effect::StampReadPosition => participants::stamp_read_position(running, row, set),
            Effect::ContentReplacesBody => content::replace_body(running, row, set),
            Effect::RenderContentVariables => content::render(running, row, set),
            Effect::ConversationStateMachine => conversations::default_timers(running, row, set),
            Effect::MakeInviteRouting => interactions::invite_routing(running, row, set),
            Effect::TakeParticipantAddress => interactions::take_address(running, row, set),
            Effect::TakeJsonMembers => json_body::take(running, row, set),
            Effect::ScopedWebhookLimits => webhooks::needs(running, row)?,
            Effect::FlexFlowNeeds => flex::flow::flow_needs(running, row)?,
            _ => {}
        }
    }
    Ok(())
}

/// What happens once the record is stored, limits among it: a failure takes everything back.
pub(crate) fn after(running: &mut Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    for effect in running.call.operation.definition.effects {
        match effect {
            Effect::MakeDefaultRoles => conversations::make_roles(running, id),
            Effect::MakeServiceSingletons => conversations::make_singletons(running, id),
            Effect::MakeUserForIdentity => participants::make_user(running, id)?,
            Effect::ParticipantLimits => participants::limits(running, id)?,
            Effect::AddParticipantsAllOrNothing => participants::add_all(running, id)?,
            Effect::ChannelLimits => chat::limits(running, id)?,
            Effect::RemoveInviteOfIdentity => chat::remove_invite(running, id),
            Effect::ReactivateConversation => conversations::reactivate(running, id),
            Effect::MakeReceipts => messages::make_receipts(running, id)?,
            Effect::RestartTimers => conversations::restart_timers(running, id),
            Effect::ScopedWebhookLimits => webhooks::limit(running, id)?,
            Effect::ReplayMessages => webhooks::replay(running, id),
            Effect::MakeInteractionChannel => interactions::make(running, id)?,
            Effect::MakeConfiguredPlugins => plugins::configure(running, id)?,
            _ => {}
        }
    }
    Ok(())
}
