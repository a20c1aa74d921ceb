// What stands under a figure when “Link and embed” is opened: its address, and what to paste into a page of one's own. The
// words are in panel-LANGUAGE.html, which is made from the catalogue when the site is built.
const SITE = new URL("../", import.meta.url);
// Where the pages of this page's language are; a page of one figure lies two folders below.
const HOME = new URL(document.documentElement.dataset.only ? "../../" : ".", location.href);
const USUAL_PX = 700;
const HIGHEST_PX = 20000;

// The figure of a scenario that stands in the address, and that scenario.
const OWN = "own";
const scenario = () => /[#&]s=([^&#?]*)/.exec(location.hash)?.[1] ?? "";

let markup;
const panels = new WeakSet();

export async function open(details) {
  if (!panels.has(details)) {
    panels.add(details);
    try {
      markup ??= fetch(new URL(`panel-${document.documentElement.lang}.html`, import.meta.url)).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      const style = document.createElement("link");
      Object.assign(style, { rel: "stylesheet", href: new URL("share.css", import.meta.url) });
      const panel = document.createElement("div");
      panel.innerHTML = await markup;
      details.append(style, panel);
      begin(details, panel);
    } catch {
      // The next opening tries again.
      markup = undefined;
      panels.delete(details);
    }
  }
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]);

function begin(details, panel) {
  const id = details.dataset.share;
  const field = (name) => panel.querySelector(`[name=${name}]`);
  const dialog = panel.querySelector("dialog");
  const question = () => details.closest(".figure").querySelector(".question").textContent;
  // What the figure shows now; one without a state has only its name.
  const state = () => window.wasmBindings?.address_of(id) || `fig=${id}`;
  const link = () => (id === OWN ? embedded(id, state()) : new URL(`?${state()}#${id}`, HOME).href);

  const refresh = () => (field("link").value = link());
  for (const kind of ["pointerenter", "focusin"]) panel.addEventListener(kind, refresh);
  refresh();

  panel.addEventListener("click", async ({ target }) => {
    const of = target.closest("[data-copy]")?.dataset.copy;
    if (of) {
      if (of === "link") history.replaceState(history.state, "", (refresh(), field("link").value));
      tell(panel, of === "link" ? panel : dialog, await copy(field(of)));
    }
    if (target.closest("[data-embed]")) {
      dialog.showModal();
      show();
      // Nobody misses what is not offered: it takes a secure page and a header.
      findPin().catch(() => {});
    }
  });

  // The panel has the dials of all figures.
  for (const label of panel.querySelectorAll(`[data-of]:not([data-of="${id}"])`)) label.remove();
  const dials = [...panel.querySelectorAll("[name=free]")];
  if (!dials.length) panel.querySelector(".share-free").remove();
  const locked = () => {
    const names = dials.filter((dial) => !dial.checked).map((dial) => dial.value);
    return names.length === dials.length && names.length ? "all" : names.join(".");
  };

  // What is asked for: the state, and what the choices in the dialog say instead. What is as it is at first is left out.
  const wanted = () => {
    const wish = new URLSearchParams(state());
    const say = (key, value) => {
      wish.delete(key);
      if (value) wish.set(key, value);
    };
    if (!field("moment").checked) wish.delete("t");
    say("lock", locked());
    say("bet", field("bet").checked ? "" : "off");
    say("theme", field("theme").value === "auto" ? "" : field("theme").value);
    return wish;
  };
  const frame = document.createElement("iframe");
  let height = USUAL_PX;
  addEventListener("message", ({ source, data }) => {
    const isHeight = source && source === frame.contentWindow && data?.meanwhile === 1 && data.type === "height";
    if (!isHeight || !(data.value > 0 && data.value < HIGHEST_PX)) return;
    height = frame.height = data.value;
    write();
  });
  // The element's script as it is now; pages of others may ask for just that one where this host lets them look at it.
  let pin = "";
  const findPin = async () => {
    const answer = await fetch(new URL("embed.js", SITE));
    if (answer.headers.get("Access-Control-Allow-Origin") !== "*") return;
    const digest = await crypto.subtle.digest("SHA-384", await answer.arrayBuffer());
    pin = `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
    write();
  };
  const way = () => panel.querySelector("[name=way]:checked")?.value ?? "element";
  const write = () => {
    const only = field("pin").checked && pin;
    const snippet = SNIPPETS[way()]({ id, wish: wanted(), height, question: question(), load: field("load").value, link: link(), pin: only });
    field("snippet").value = snippet;
    field("pin").parentElement.hidden = !pin || way() !== "element";
    const notes = [panel.querySelector(`[value=${way()}]`), ...(only && way() === "element" ? [field("pin")] : [])];
    panel.querySelector(".share-note").textContent = notes.map(({ dataset }) => dataset.note).join(" ");
  };
  const show = () => {
    const place = panel.querySelector(".share-preview");
    frame.title = question();
    frame.style.width = `${field("width").value}px`;
    const src = embedded(id, wanted());
    if (frame.src !== src) frame.src = src;
    if (!frame.isConnected) place.append(frame);
    write();
  };
  panel.querySelector("[value=element]").checked = true;
  if (innerWidth < USUAL_PX) field("width").value = "360";
  const now = new URLSearchParams(state());
  field("bet").checked = now.get("bet") !== "off";
  const locks = now.get("lock")?.split(".") ?? [];
  for (const dial of dials) dial.checked = !locks.includes("all") && !locks.includes(dial.value);
  dialog.addEventListener("change", show);
  dialog.addEventListener("close", () => frame.remove());
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return false;
  }
}

function tell(panel, where, isCopied) {
  const { copied, byHand } = panel.querySelector(".share-said").dataset;
  where.querySelector(".share-said").textContent = isCopied ? copied : byHand;
}

/** The page of a figure that stands in frames; the folder is its name. */
function embedded(id, wish) {
  const query = new URLSearchParams(wish);
  query.delete("fig");
  return new URL(`embed/${id}/${query.size ? `?${query}` : ""}${id === OWN ? `#s=${scenario()}` : ""}`, HOME).href;
}

/** The still picture; there is none of a figure that shows nothing before it is run, or of whatever somebody else made. */
const picture = (id) => {
  const has = id !== OWN && window.wasmBindings?.address_of(id);
  return has ? new URL(`pictures/${id}.svg`, HOME).href : undefined;
};

const SNIPPETS = {
  element({ id, wish, height, question, load, link, pin }) {
    const pairs = [...wish, ...(id === OWN ? [["s", scenario()]] : [])].filter(([key]) => key !== "fig");
    const state = pairs.map(([key, value]) => ` ${key}="${escaped(value)}"`);
    const still = picture(id);
    const inside = still ? `<img src="${escaped(still)}" alt="${escaped(question)}" width="680">` : escaped(question);
    const when = load === "visible" ? "" : ` load="${load}"`;
    const only = pin ? ` integrity="${pin}" crossorigin` : "";
    return `<script async src="${escaped(new URL("embed.js", SITE).href)}"${only}></script>
<meanwhile-figure fig="${id}"${state.join("")}${when} title="${escaped(question)}" style="display:block;min-height:${height}px">
  <a href="${escaped(link)}">${inside}</a>
</meanwhile-figure>`;
  },
  iframe({ id, wish, height, question }) {
    return `<iframe src="${escaped(embedded(id, wish))}" title="${escaped(question)}" width="100%" height="${height}" style="border:0" loading="lazy" allow="cross-origin-isolated"></iframe>`;
  },
  address: ({ id, wish }) => embedded(id, wish),
  markdown: (what) => SNIPPETS.iframe(what),
  mdx: (what) => SNIPPETS.iframe(what).replace('style="border:0"', "style={{ border: 0 }}"),
  picture({ id, question, link }) {
    const still = picture(id);
    const words = question.replace(/[[\]\\]/g, "\\$&");
    return still ? `[![${words}](${still})](${link})` : `[${words}](${link})`;
  },
};
