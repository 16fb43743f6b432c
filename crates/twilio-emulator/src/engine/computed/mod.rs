//! Properties that are computed for every response.

mod chat;
mod conversations;
mod flex;
mod insights;

use twilio_catalogue::Computed;

pub(crate) use conversations::{address_type, due, is_notifiable, is_online, media, timers};

use super::render::json::{Seen, string};
use super::running::Running;
use serde_json::Value as Json;

/// Writes a computed property.
pub(crate) fn write(running: &Running<'_, '_>, out: &mut Vec<u8>, name: Computed, seen: Seen<'_>) {
    let json: Option<Json> = match name {
        Computed::ChatMessageMedia => media(running.store(), seen.row),
        Computed::ChatMessageType => Some(chat::message_type(running, seen)),
        Computed::JoinedChannelsCount => Some(chat::joined_channels(running, seen)),
        Computed::MembersCount => Some(chat::count(running, seen, "member")),
        Computed::MessagesCount => Some(chat::count(running, seen, "message")),
        Computed::UserChannelStatus => Some(chat::status(running, seen)),
        Computed::UnreadMessagesCount => conversations::unread(running, seen),
        Computed::ConversationBindings => Some(conversations::email(running, seen)),
        Computed::ConversationTimers => Some(timers(running, seen)),
        Computed::MessageDelivery => conversations::delivery(running, seen),
        Computed::MessageMedia => media(running.store(), seen.row).map(|media| Json::Array(vec![media])),
        Computed::ParticipantConversationBinding => conversations::binding(running, seen, true),
        Computed::ParticipantMessagingBinding => conversations::binding(running, seen, false),
        Computed::UserIsNotifiable if seen.in_list => None,
        Computed::UserIsOnline if seen.in_list => None,
        Computed::UserIsNotifiable => is_notifiable(running, seen.row).map(Json::Bool),
        Computed::UserIsOnline => is_online(running, seen.row).map(Json::Bool),
        Computed::FlexChannelTask => flex::task(running, seen),
        Computed::FlexChatUserSid => flex::chat_user(running, seen),
        Computed::InteractionChannelRef => Some(flex::channel_ref(running, seen)),
        Computed::InteractionRouting | Computed::InviteRouting => flex::stored(running, seen, "routing"),
        Computed::EpochMillisText => return string(out, &seen.row.created.to_string()),
        Computed::InsightsAnswerSet => insights::answer_set(running, seen),
        Computed::InsightsAssessmentObject => Some(insights::assessment(running, seen)),
        Computed::InsightsCategoryRef => Some(insights::category(running, seen)),
        Computed::InsightsCommentObject => Some(insights::comment(running, seen)),
        Computed::InsightsQuestionUsage => Some(insights::usage(running, seen.row)),
        Computed::InsightsQuestions => Some(insights::questions(running, seen)),
        Computed::SegmentCount => Some(insights::segments(running, seen)),
        Computed::SessionExpiry => {
            return string(out, &crate::time::whole_seconds(running.call.now + 3_600_000));
        }
    };
    match json {
        Some(json) => {
            // Writing to memory can't fail.
            let _ = serde_json::to_writer(out, &json);
        }
        None => out.extend(b"null"),
    }
}
