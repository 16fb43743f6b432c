// The official Node library against the emulator: only the base URLs are changed.
// Arguments: the emulator's address, the account's SID, its auth token.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";

// The library is installed in the folder that this was started in.
const twilio = createRequire(process.cwd() + "/")("twilio");
const [address, account, token] = process.argv.slice(2);
const client = twilio(account, token);
client.chat.baseUrl = `http://${address}/chat-v2`;
client.conversations.baseUrl = `http://${address}/conversations-v1`;
client.flexApi.baseUrl = `http://${address}/flex-v1`;

const received = [];
const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const parameters = Object.fromEntries(new URLSearchParams(body));
  const signature = request.headers["x-twilio-signature"];
  const url = `http://127.0.0.1:${receiver.address().port}${request.url}`;
  const valid = twilio.validateRequest(token, signature, url, parameters);
  const forged = twilio.validateRequest(token, signature, url, { ...parameters, Body: "forged" });
  received.push([parameters.EventType, valid, forged]);
  response.end();
});
await new Promise((listening) => receiver.listen(0, "127.0.0.1", listening));
const hook = `http://127.0.0.1:${receiver.address().port}/hook?a=b`;

async function gone(fetch) {
  await assert.rejects(fetch, (error) => error.status === 404 && error.code === 20404);
}

// Conversations
{
  const { sid } = await client.conversations.v1.services.create({ friendlyName: "node" });
  const service = client.conversations.v1.services(sid);
  await service.configuration.webhooks().update({ postWebhookUrl: hook, filters: ["onMessageAdded"] });
  const talk = await service.conversations.create({ uniqueName: "node", friendlyName: "Node" });
  for (const identity of ["alice", "bob"]) {
    await service.users.create({ identity });
    await talk.participants().create({ identity });
  }
  for (let number = 0; number < 5; number++) {
    await talk.messages().create({ author: "alice", body: `message ${number}`, xTwilioWebhookEnabled: "true" });
  }
  const bodies = (await talk.messages().list({ pageSize: 2 })).map((one) => one.body);
  assert.deepEqual(bodies, ["message 0", "message 1", "message 2", "message 3", "message 4"]);
  assert.equal((await talk.update({ friendlyName: "Renamed" })).friendlyName, "Renamed");
  assert.equal((await talk.fetch()).friendlyName, "Renamed");
  assert.equal(await talk.remove(), true);
  await gone(() => talk.fetch());
  assert.equal(await service.remove(), true);
}

// Chat
{
  const { sid } = await client.chat.v2.services.create({ friendlyName: "node" });
  const service = client.chat.v2.services(sid);
  const channel = await service.channels.create({ uniqueName: "node" });
  await service.users.create({ identity: "alice" });
  await channel.members().create({ identity: "alice" });
  for (let number = 0; number < 3; number++) {
    await channel.messages().create({ from: "alice", body: `message ${number}` });
  }
  const bodies = (await channel.messages().list({ pageSize: 2 })).map((one) => one.body);
  assert.deepEqual(bodies, ["message 0", "message 1", "message 2"]);
  assert.equal((await channel.update({ friendlyName: "Renamed" })).friendlyName, "Renamed");
  assert.equal((await channel.fetch()).membersCount, 1);
  assert.equal(await channel.remove(), true);
  await gone(() => channel.fetch());
  assert.equal(await service.remove(), true);
}

// Flex
{
  const { chatServiceInstanceSid } = await client.flexApi.v1.configuration().fetch();
  const flow = await client.flexApi.v1.flexFlow.create({
    friendlyName: "node",
    chatServiceSid: chatServiceInstanceSid,
    channelType: "custom",
    contactIdentity: "node",
  });
  const flows = await client.flexApi.v1.flexFlow.list({ friendlyName: "node" });
  assert.deepEqual(flows.map((one) => one.sid), [flow.sid]);
  assert.equal((await flow.update({ friendlyName: "Renamed" })).friendlyName, "Renamed");
  const interaction = await client.flexApi.v1.interaction.create({ channel: { type: "sms", initiated_by: "api" } });
  assert.equal((await client.flexApi.v1.interaction(interaction.sid).fetch()).sid, interaction.sid);
  assert.equal(await flow.remove(), true);
  await gone(() => flow.fetch());
}

for (let turn = 0; turn < 100 && received.length < 5; turn++) await new Promise((wait) => setTimeout(wait, 50));
assert.deepEqual(received, Array(5).fill(["onMessageAdded", true, false]));
console.log("node: create, list, update and delete in three products; 5 webhooks with valid signatures");
receiver.close();
