// The emulator's page, used with the keyboard only.
// Arguments: the emulator's address, the account's SID, its auth token, where the picture goes.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";

// The library is installed in the folder that this was started in.
const puppeteer = createRequire(process.cwd() + "/")("puppeteer-core");
const [address, account, token, picture] = process.argv.slice(2);
const authorization = "Basic " + Buffer.from(`${account}:${token}`).toString("base64");

async function api(method, path, form) {
  const response = await fetch(`http://${address}/conversations-v1/v1${path}`, {
    method,
    headers: { authorization },
    body: form && new URLSearchParams(form),
  });
  return [response.status, response.status === 204 ? null : await response.json()];
}

for (const name of ["order-8841", "order-8842"]) {
  await api("POST", "/Conversations", { UniqueName: name, FriendlyName: `<b>${name}</b>` });
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  const problems = [];
  const hosts = new Set();
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.setViewport({ width: 1200, height: 900 });

  const text = (selector) => page.$eval(selector, (node) => node.textContent);
  const until = async (what, check) => {
    for (let turn = 0; turn < 100; turn++) {
      if (await check()) return;
      await new Promise((wait) => setTimeout(wait, 50));
    }
    assert.fail(`it never happened: ${what}`);
  };
  // Presses Tab until an element has the focus.
  const focus = async (selector) => {
    for (let turn = 0; turn < 60; turn++) {
      if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reaches ${selector}`);
  };

  // Without credentials there is no page.
  const bare = await fetch(`http://${address}/`);
  assert.equal(bare.status, 401);
  await page.authenticate({ username: account, password: token });
  assert.equal((await page.goto(`http://${address}/`)).status(), 200);

  // The tree.
  await until("the products are listed", async () => (await text("#tree")).includes("records"));
  await focus("#tree summary");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Programmable Chat/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until("the service is listed", async () => (await text("#tree")).includes("Default Conversations Service"));
  await page.evaluate(() => [...document.querySelectorAll("#tree summary")].find((one) => one.textContent.includes("service Default")).focus());
  await page.keyboard.press("Enter");
  await until("the conversations are listed", async () => (await text("#tree")).includes("<b>order-8842</b>"));
  assert.equal(await page.$("#tree b"), null, "names are text, not HTML");

  // A message as a user.
  await focus("#message-form [name=identity]");
  await page.keyboard.type("alice");
  await page.keyboard.press("Tab");
  await page.keyboard.type("order-8841");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Where is my order?");
  await page.keyboard.press("Enter");
  await until("the message is sent", async () => (await text("#message-result")) === "Sent as message 0.");
  const [, messages] = await api("GET", "/Conversations/order-8841/Messages");
  assert.deepEqual(messages.messages.map((one) => [one.author, one.body]), [["alice", "Where is my order?"]]);

  // A message that is refused says why.
  await focus("#message-form [name=body]");
  await page.evaluate(() => (document.querySelector("#message-form [name=conversation]").value = "nowhere"));
  await page.keyboard.type("hello");
  await page.keyboard.press("Enter");
  await until("the problem is shown", async () => (await text("#message-result")).includes("not found"));

  // A fault, which the next request meets.
  await focus("#fault-form select");
  await page.keyboard.type("503");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ListConversation");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until("the fault is listed", async () => (await text("#faults")).includes("Unavailable on ListConversation, 1 times"));
  assert.equal((await api("GET", "/Conversations"))[0], 503);
  await until("the fault is used up", async () => !(await text("#faults")).includes("Unavailable"));
  assert.equal((await api("GET", "/Conversations"))[0], 200);

  // The request log is live.
  await until("the log shows the fault", async () => {
    const log = await text("#requests");
    return log.includes("CreateConversationMessage") && log.includes("fault: Unavailable") && log.includes("503");
  });
  await page.screenshot({ path: picture, fullPage: true });

  // A narrow window has no sideways scrolling.
  await page.setViewport({ width: 360, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "it fits into a narrow window");
  // Every input has a label.
  const unnamed = await page.$$eval("input, select", (all) => all.filter((one) => one.labels.length === 0).length);
  assert.equal(unnamed, 0);
  assert.deepEqual([...hosts], [address], "nothing is loaded from elsewhere");
  // Chromium reports responses with an error status there.
  assert.deepEqual(problems.filter((one) => !one.includes("status of 4")), []);

  // A page of another origin, in the same browser, with the credentials known to it, changes nothing and reads nothing.
  const elsewhere = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>elsewhere</title>"));
  await new Promise((listening) => elsewhere.listen(0, "127.0.0.1", listening));
  await page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
  const attempts = await page.evaluate(async (address) => {
    const outcome = [];
    for (const [path, options] of [
      ["/_emulator/requests", { credentials: "include" }],
      ["/_emulator/reset", { method: "POST", credentials: "include", mode: "no-cors" }],
      ["/conversations-v1/v1/Conversations", { method: "POST", credentials: "include", mode: "no-cors", body: new URLSearchParams({ UniqueName: "planted" }) }],
    ]) {
      try {
        const response = await fetch(`http://${address}${path}`, options);
        outcome.push(response.type === "opaque" ? "opaque" : await response.text());
      } catch (error) {
        outcome.push("blocked");
      }
    }
    return outcome;
  }, address);
  elsewhere.close();
  assert.deepEqual(attempts.filter((one) => !["opaque", "blocked"].includes(one)), []);
  assert.equal((await api("GET", "/Conversations/order-8841"))[0], 200, "nothing was reset");
  assert.equal((await api("GET", "/Conversations/planted"))[0], 404, "nothing was planted");
  console.log("page: tree, message, fault and log with the keyboard; a foreign page is kept out");
} finally {
  await browser.close();
}
