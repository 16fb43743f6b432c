"use strict";

const byId = (id) => document.getElementById(id);

async function control(name, options = {}) {
  const response = await fetch(location.origin + "/_emulator/" + name, options);
  const json = await response.json();
  if (!response.ok) throw new Error(json.message || response.statusText);
  return json;
}

function element(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

// --- resources ---

function values(record) {
  const list = element("dl");
  for (const [name, value] of Object.entries(record.values)) {
    list.append(element("dt", name), element("dd", typeof value === "string" ? value : JSON.stringify(value)));
  }
  return list;
}

function node(product, record) {
  const details = element("details");
  const summary = element("summary", record.table + " " + record.label + " ");
  summary.append(element("span", record.sid || "", "sid"));
  details.append(summary);
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.loaded) return;
    details.dataset.loaded = "yes";
    details.append(values(record));
    if (record.children > 0) details.append(...(await children(product, record.id)));
  });
  return details;
}

async function children(product, parent) {
  const query = new URLSearchParams({ product });
  if (parent !== undefined) query.set("parent", parent);
  const { records } = await control("tree?" + query);
  return records.map((record) => node(product, record));
}

async function showTree() {
  const { products } = await control("tree");
  const tree = byId("tree");
  tree.replaceChildren();
  for (const product of products) {
    const details = element("details");
    details.append(element("summary", product.title + ": " + product.records + (product.records === 1 ? " record" : " records")));
    details.addEventListener("toggle", async () => {
      if (!details.open || details.dataset.loaded) return;
      details.dataset.loaded = "yes";
      details.append(...(await children(product.key)));
    });
    tree.append(details);
  }
}

// --- requests ---

let last = 0;

async function showRequests() {
  const { requests } = await control("requests?since=" + last);
  const body = byId("requests");
  for (const request of requests) {
    last = request.number;
    const row = element("tr", undefined, request.status >= 400 || request.status === null ? "bad" : "");
    const notes = [...request.notes, ...request.unknown_inputs.map((name) => "unknown input " + name)].join("; ");
    const cells = [request.number, request.method + " " + request.path, request.operation || "",
      (request.status ?? "none") + (request.code ? " (" + request.code + ")" : ""), notes];
    row.append(...cells.map((text) => element("td", text)));
    body.prepend(row);
  }
  while (body.children.length > 200) body.lastChild.remove();
}

// --- faults ---

async function showFaults(faults) {
  const list = byId("faults");
  const all = faults || (await control("faults")).faults;
  const texts = all.map((fault) =>
    fault.kind + (fault.operation ? " on " + fault.operation : "") + (fault.times === null ? "" : ", " + fault.times + " times"));
  if (texts.length === 0) texts.push("none");
  // Left alone where nothing changed, for those who read or select it.
  if (texts.join() !== [...list.children].map((one) => one.textContent).join()) {
    list.replaceChildren(...texts.map((text) => element("li", text)));
  }
}

byId("fault-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const fault = { kind: form.get("kind"), times: Number(form.get("times")) || null };
  if (form.get("operation")) fault.operation = form.get("operation");
  showFaults((await control("faults", { method: "POST", body: JSON.stringify(fault) })).faults);
});

byId("clear-faults").addEventListener("click", async () => {
  await control("faults", { method: "DELETE" });
  showFaults();
});

// --- messages ---

byId("message-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const result = byId("message-result");
  try {
    const message = await control("act", { method: "POST", body: JSON.stringify({
      product: "conversations-v1",
      identity: form.get("identity"),
      path: "/v1/Conversations/" + encodeURIComponent(form.get("conversation")) + "/Messages",
      form: { Body: form.get("body") },
    }) });
    result.textContent = "Sent as message " + message.index + ".";
    event.target.elements.body.value = "";
  } catch (error) {
    result.textContent = error.message;
  }
});

byId("refresh").addEventListener("click", showTree);

async function tick() {
  try {
    await showRequests();
    await showFaults();
    byId("clock").textContent = (await control("clock")).now;
  } catch (error) {
    byId("clock").textContent = error.message;
  }
  setTimeout(tick, 1000);
}

showTree();
tick();
