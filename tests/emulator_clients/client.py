"""The official Python library against the emulator: only the base URLs are changed.

Arguments: the emulator's address, the account's SID, its auth token.
"""

import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

address, account, token = sys.argv[1:]
client = Client(account, token)
client.chat.base_url = f"http://{address}/chat-v2"
client.conversations.base_url = f"http://{address}/conversations-v1"
client.flex_api.base_url = f"http://{address}/flex-v1"
# Each base URL ends with the name of the product, before the version.
validator = RequestValidator(token)
received = []


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        parameters = dict(parse_qsl(body, keep_blank_values=True))
        url = f"http://127.0.0.1:{self.server.server_port}{self.path}"
        signature = self.headers["X-Twilio-Signature"]
        valid = validator.validate(url, parameters, signature)
        forged = validator.validate(url, {**parameters, "Body": "forged"}, signature)
        received.append((parameters["EventType"], valid, forged))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


receiver = HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
hook = f"http://127.0.0.1:{receiver.server_port}/hook?a=b"


def gone(fetch):
    try:
        fetch()
    except TwilioRestException as error:
        assert (error.status, error.code) == (404, 20404), error
    else:
        raise AssertionError("it is still there")


# Conversations
service = client.conversations.v1.services.create("python")
service.configuration.webhooks().update(post_webhook_url=hook, filters=["onMessageAdded"])
talk = service.conversations.create(unique_name="python", friendly_name="Python")
for identity in ["alice", "bob"]:
    service.users.create(identity)
    talk.participants.create(identity=identity)
for number in range(5):
    talk.messages.create(author="alice", body=f"message {number}", x_twilio_webhook_enabled="true")
assert [one.body for one in talk.messages.list(page_size=2)] == [f"message {number}" for number in range(5)]
assert [one.identity for one in talk.participants.stream(page_size=1)] == ["alice", "bob"]
assert talk.update(friendly_name="Renamed").friendly_name == "Renamed"
assert talk.fetch().friendly_name == "Renamed"
assert talk.delete()
gone(talk.fetch)
assert service.delete()

# Chat
service = client.chat.v2.services.create("python")
channel = service.channels.create(unique_name="python")
service.users.create("alice")
channel.members.create("alice")
for number in range(3):
    channel.messages.create(from_="alice", body=f"message {number}")
assert [one.body for one in channel.messages.list(page_size=2)] == ["message 0", "message 1", "message 2"]
assert channel.update(friendly_name="Renamed").friendly_name == "Renamed"
assert channel.fetch().members_count == 1
assert channel.delete()
gone(channel.fetch)
assert service.delete()

# Flex
chat_service = client.flex_api.v1.configuration().fetch().chat_service_instance_sid
flow = client.flex_api.v1.flex_flow.create("python", chat_service, "custom", contact_identity="python")
assert [one.sid for one in client.flex_api.v1.flex_flow.list(friendly_name="python")] == [flow.sid]
assert flow.update(friendly_name="Renamed").friendly_name == "Renamed"
interaction = client.flex_api.v1.interaction.create({"type": "sms", "initiated_by": "api"})
assert client.flex_api.v1.interaction(interaction.sid).fetch().sid == interaction.sid
assert flow.delete()
gone(flow.fetch)

for _ in range(100):
    if len(received) == 5:
        break
    threading.Event().wait(0.05)
assert received == [("onMessageAdded", True, False)] * 5, received
print("python: create, list, update and delete in three products; 5 webhooks with valid signatures")
