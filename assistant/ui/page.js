// The page's own behaviour: links that open evidence, keys, the card, copying and saving. Runs once, when the
// evidence pane is there; `trigger` and `watch` come from Gradio. It builds no HTML: that comes from the server.

const $ = (selector) => document.querySelector(selector);
const pane = () => $("#pane > .pane");
let asked = false; // whether somebody asked for the pane, rather than an answer having brought it
let opener = null; // what gets the focus back when the pane is closed

// Opening and leaving the evidence.

function reveal(anchor) {
  const inside = anchor.closest("#pane");
  const from = inside && pane() ? pane().dataset : {};
  const back = /^#(calc|sides|pick)-/.test(from.link || "") ? from.link : from.back || "";
  const link = anchor.getAttribute("href");
  if (!inside) opener = anchor;
  asked = true;
  document.body.classList.add("evidence-open");
  const { link: shown, back: leads = "" } = pane()?.dataset || {};
  if (shown === link && leads === back) settle(); // the same words again would change nothing, and so tell nothing
  else trigger("reveal", { link, back });
}

function settle() {
  const here = $("#pane #here-printed") || $("#pane #here");
  if (here) here.scrollIntoView({ block: "center", inline: "center" });
  else $("#pane").scrollTo(0, 0);
  const link = pane()?.dataset.link;
  document.querySelectorAll("#chat a").forEach((a) => a.classList.toggle("current", a.getAttribute("href") === link));
  if (asked) $("#pane").focus({ preventScroll: true });
  asked = false;
}

function closeEvidence() {
  document.body.classList.remove("evidence-open");
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function step(direction) {
  const link = $(`#step-${direction}`) || (pane()?.dataset.link?.startsWith("#cite-") ? null : lastAnswer("a.cite"));
  if (link) reveal(link);
}

function lastAnswer(selector) {
  return [...document.querySelectorAll("#chat .answer")].at(-1)?.querySelector(selector) || null;
}

function lastQuestion(event) {
  const last = [...document.querySelectorAll("#chat .question")].at(-1);
  if (!last) return;
  event.preventDefault();
  editQuestion(last.id.replace("question-", ""));
}

// Copying and saving.

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    ($("dialog[open]") || document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const note = $("#copied");
  note.showPopover();
  setTimeout(() => note.hidePopover(), 1500);
}

function copyAnswer(turn) {
  const answer = $(`#answer-${turn}`).cloneNode(true);
  answer.querySelectorAll(".acts, .working-link").forEach((part) => part.remove());
  answer.classList.add("copying"); // which lays out the quotes of its sources as well
  document.body.append(answer);
  const text = answer.innerText.trim();
  answer.remove();
  copy(text);
}

// Editing: the next question takes the place of the one that is edited, until it is given up.

function write(area, text) {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function editQuestion(turn) {
  const area = $("#question textarea");
  write(area, $(`#question-${turn}`).textContent);
  area.focus();
  edit(turn);
}

function edit(turn) {
  const held = $("#edited textarea, #edited input");
  if (held.value !== turn) write(held, turn);
  document.querySelectorAll(".question").forEach((q) => q.classList.toggle("edited", q.id === `question-${turn}`));
}

// What the browser keeps for its user.

const kept = () => JSON.parse(localStorage.getItem("trade-brief") || "{}");

function keep(changes) {
  const held = { ...kept(), ...changes };
  localStorage.setItem("trade-brief", JSON.stringify(held));
  return JSON.stringify({ owner: held.keep === false ? "" : held.owner, style: held.style || "as written" });
}

function colour() {
  const { scheme } = kept();
  const dark = scheme ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.classList.toggle("dark", dark);
}

function showChoices() {
  const { style, scheme, keep: keeping } = kept();
  if ($("#style")) $("#style").value = style || "as written";
  if ($("#scheme")) $("#scheme").value = scheme || "";
  if ($("#keep")) $("#keep").checked = keeping !== false;
}

function choose(control) {
  if (control.id === "scheme") { keep({ scheme: control.value }); colour(); }
  else trigger("chosen", { choices: keep(control.id === "keep" ? { keep: control.checked } : { style: control.value }) });
}

// An answer is read out once, when it is whole.

let answersRead = 0;

function readOut() {
  const whole = document.querySelectorAll("#chat .answer > .acts");
  if (whole.length > answersRead && $("#live")) {
    const said = whole[whole.length - 1].parentElement.cloneNode(true);
    said.querySelectorAll(".acts, .copied-along").forEach((part) => part.remove());
    $("#live").textContent = said.textContent;
    edit("");
    soonAfter();
  }
  answersRead = whole.length;
}

// What may come a moment after an answer is looked for once its reader pauses, not when the next question is there.

const PAUSE = 200;
let pausing = 0;

function soonAfter() {
  clearTimeout(pausing);
  pausing = setTimeout(() => trigger("after"), PAUSE);
}

function save(content, name, type) {
  if (!content) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function saveFile(text) {
  if (!text) return;
  const { name, type, content } = JSON.parse(text);
  save(new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type }), name);
}

// A drawing of the page as a picture: with the colours that the page gives it, on the ground it stands on.
async function savePicture(drawing) {
  const clone = drawing.cloneNode(true);
  const styled = ["fill", "stroke", "stroke-width", "paint-order", "font-family", "font-size", "font-weight"];
  const parts = [...drawing.querySelectorAll("*")], copies = [...clone.querySelectorAll("*")];
  parts.forEach((part, n) => {
    const style = getComputedStyle(part);
    copies[n].setAttribute("style", styled.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  });
  const { width, height } = drawing.viewBox.baseVal;
  clone.setAttribute("width", width);
  clone.setAttribute("height", height);
  const picture = new Image();
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(clone));
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle($("#right")).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(blob, "chart.png"));
}

// Removing a document, once somebody has said yes.

function askToRemove(anchor) {
  const sure = $("#sure");
  sure.querySelector(".what").textContent = anchor.title;
  sure.returnValue = "";
  sure.onclose = () => { if (sure.returnValue === "yes") trigger("remove", { link: anchor.getAttribute("href") }); };
  sure.showModal();
}

// Picking figures. What is picked outlives a new search; boxes that come with a new table are ticked again.

const picked = new Set();

function showPicked() {
  document.querySelectorAll(".pick input").forEach((box) => { box.checked = picked.has(box.value); });
  const bar = $("#picked");
  if (!bar) return;
  bar.hidden = !picked.size;
  const count = bar.querySelector(".count");
  const words = count.dataset.form.replace("{count}", picked.size);
  if (count.textContent !== words) count.textContent = words;
}

function pick(button) {
  if (!button.dataset.pick) picked.clear();
  else openPicked(button);
  showPicked();
}

function openPicked(button) {
  const anchor = document.createElement("a");
  anchor.setAttribute("href", `#pick-${button.dataset.pick}-${[...picked].join(",")}`);
  reveal(anchor);
  opener = button;
}

// More rows of the table of figures; the first new one takes the place of the link in the order of keys.

let rowsBefore = 0;
const rows = () => document.querySelectorAll("#figures-table table.figures tbody tr");

function showMore(anchor) {
  rowsBefore = rows().length;
  trigger("more", { link: anchor.getAttribute("href") });
}

function goOnBelow() {
  const row = rowsBefore ? rows()[rowsBefore] : null;
  if (!row) return;
  rowsBefore = 0;
  row.querySelector("input").focus();
}

// Links and keys.

function act(anchor) {
  const [, kind, rest] = anchor.getAttribute("href").match(/^#(\w+)-?(.*)$/s) || [];
  if (["cite", "calc", "sides", "pick", "figure", "document", "spot"].includes(kind)) reveal(anchor);
  else if (kind === "copy") copyAnswer(rest);
  else if (kind === "edit") editQuestion(rest);
  else if (kind === "again") trigger("again", { turn: rest });
  else if (kind === "ask") trigger("follow", { link: anchor.getAttribute("href") });
  else if (["past", "forget"].includes(kind)) trigger(kind, { link: anchor.getAttribute("href") });
  else if (kind === "cover") trigger("cover", { link: anchor.getAttribute("href") });
  else if (kind === "more") showMore(anchor);
  else if (kind === "save" && rest === "csv") save($("#pane .csv").textContent, "figures.csv", "text/csv");
  else if (kind === "save") savePicture($("#pane svg"));
  else if (kind === "remove") askToRemove(anchor);
  else if (kind === "stop") $("#stop").click();
  else return false;
  return true;
}

const tabs = () => [...document.querySelectorAll('#tabs .tab-container:not(.visually-hidden) [role="tab"]')];

// To the line to write in: at once where it is there, else once its tab is drawn.
function goAsk() {
  const area = $("#question textarea");
  document.body.classList.remove("evidence-open");
  area.focus();
  if (document.activeElement === area) return;
  tabs()[0].click();
  requestAnimationFrame(() => area.focus());
}

const dialog = (id) => { showChoices(); return $("dialog[open]") || $(id).showModal(); };
const keys = {
  "/": goAsk,
  "?": () => dialog("#help"),
  m: () => dialog("#card"),
  w: () => { const link = lastAnswer("a.result, a.working-link"); if (link) reveal(link); },
  e: () => trigger("export", { kind: "markdown" }),
  E: () => trigger("export", { kind: "word" }),
  N: () => { $("#new").click(); goAsk(); },
  ArrowLeft: () => step("previous"),
  ArrowRight: () => step("next"),
};

document.addEventListener("click", (event) => {
  const anchor = event.target.closest('a[href^="#"]');
  if (anchor && act(anchor)) event.preventDefault();
  if (event.target.closest("#close-evidence")) closeEvidence();
  if (event.target.closest("#export")) dialog("#export-as");
  if (event.target.closest("[data-export]")) trigger("export", { kind: event.target.dataset.export });
  if (event.target.closest("#show-card")) dialog("#card");
  if (event.target.closest("#show-help")) dialog("#help");
  if (event.target.closest("#ask")) clearTimeout(pausing);
  if (event.target.closest("#picked button")) pick(event.target.closest("button"));
  if (event.target.closest("#copy-card")) copy($("#card .card-text")?.textContent || "");
  if (event.target.tagName === "DIALOG") event.target.close();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("#style, #scheme, #keep")) choose(event.target);
  if (!event.target.matches(".pick input")) return;
  if (event.target.checked) picked.add(event.target.value);
  else picked.delete(event.target.value);
  showPicked();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=tab], [type=radio]");
  if (event.key === "Escape" && !$("dialog[open]")) {
    edit("");
    $("#chat .waiting a")?.click();
    if (writing) event.target.blur();
    else closeEvidence();
  }
  if (event.key === "Enter" && event.target.matches("#question textarea")) clearTimeout(pausing);
  if (event.key === "ArrowUp" && event.target.matches("#question textarea") && !event.target.value) lastQuestion(event);
  if (!writing && /^[1-9]$/.test(event.key)) tabs()[event.key - 1]?.click();
  if (writing || !keys[event.key]) return;
  if ($("dialog[open]") && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  keys[event.key]();
});

watch("value", settle);

// The line to write in has the keys once it is drawn, unless they are elsewhere by then. Once: Gradio's own `autofocus`
// takes them back at every change of the line.
let begun = false;
function begin() {
  if (document.activeElement === document.body) $("#question textarea")?.focus();
  begun = document.activeElement !== document.body;
}

// What Gradio tells a screen reader wrongly: it names every message by its raw content, which here is HTML, and calls
// the example questions a list, whose items are not. Without that, the words themselves are read. And it would read
// every step of an answer that comes in; `readOut` reads the whole one once.
const MISNAMED = "#chat [data-testid][aria-label], #chat .examples[role], #chat [aria-live=polite]";

function nameRightly(root) {
  for (const part of [root, ...root.querySelectorAll(MISNAMED)].filter((part) => part.matches(MISNAMED))) {
    if (part.matches("[aria-live]")) part.setAttribute("aria-live", "off");
    else part.removeAttribute(part.matches(".examples") ? "role" : "aria-label");
  }
}

// Only what has changed is looked at, for a conversation may be long.
new MutationObserver((changes) => {
  if (!begun) begin();
  for (const { type, target, addedNodes } of changes) {
    const parts = type === "attributes" ? [target] : [...addedNodes].filter((node) => node.matches);
    parts.forEach(nameRightly);
  }
  if (picked.size) showPicked();
  goOnBelow();
  readOut();
  if ($("#keep:not(.set)")) { $("#keep").classList.add("set"); showChoices(); }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "role"] });

nameRightly(document.body);
colour();
showChoices();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colour);

window.desk = { saveFile };
