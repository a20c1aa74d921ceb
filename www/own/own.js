// A scenario in the address (`#s=`): it is unfolded here, read by a module that only this page loads, and shown by the page's
// own. Whatever somebody has put into the address, the page says in a sentence what is wrong with it.
const LETTERS_MAX = 8192;
const BYTES_MAX = 65536;

const root = document.documentElement;
const place = document.querySelector("[data-figure=own]");
const about = place.querySelector(".own-about");
const said = place.querySelector(".own-said");
const figure = place.querySelector("template");

/** What is wrong, by the key of its sentence, which stands in the page. */
class Wrong extends Error {
  constructor(key, detail = "") {
    super(detail);
    this.key = key;
  }
}

// What some hosts put behind an address, with a mark before it, is not part of it.
const written = () => /[#&]s=([^&#?]*)/.exec(location.hash)?.[1];

const bytesOf = (letters) => {
  if (letters.length > LETTERS_MAX) throw new Wrong("long");
  try {
    if (!/^[\w-]+$/.test(letters)) throw new Error();
    return Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt());
  } catch {
    throw new Wrong("letters");
  }
};

// A few bytes can unfold to very many, so they are counted while they come.
const unfolded = async (bytes) => {
  if (!self.DecompressionStream) throw new Wrong("browser");
  const parts = [];
  let length = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let part; !(part = await reader.read()).done; ) {
      length += part.value.length;
      if (length > BYTES_MAX) {
        reader.cancel().catch(() => {});
        break;
      }
      parts.push(part.value);
    }
  } catch {
    throw new Wrong("folded");
  }
  if (length > BYTES_MAX) throw new Wrong("large");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts).arrayBuffer());
  } catch {
    throw new Wrong("text");
  }
};

const read = async (json) => {
  let module;
  try {
    module = await import("./scenario.js");
    await module.default();
  } catch {
    throw new Wrong("module");
  }
  try {
    return module.read(json);
  } catch (sentence) {
    throw new Wrong("scenario", String(sentence));
  }
};

const started = new Promise((resolve) => {
  if (window.wasmBindings) resolve(window.wasmBindings);
  addEventListener("TrunkApplicationStarted", () => resolve(window.wasmBindings));
});

const show = async (letters) => {
  const [words, lines] = await read(await unfolded(bytesOf(letters)));
  const page = await started;
  // Meanwhile somebody may have gone on to another one.
  if (letters !== written()) return;
  place.replaceChildren(figure.content.cloneNode(true));
  if (!page.show_own(words, lines)) throw new Wrong("module");
  const title = lines.split("\n", 1)[0];
  if (title) document.title = document.title.replace(/^[^·]*(?= ·)/, title);
};

const open = async () => {
  const letters = written();
  if (letters === undefined) return;
  // Another scenario is another figure.
  if (!about.isConnected) return location.reload();
  said.textContent = said.dataset.wait;
  delete root.dataset.wrong;
  try {
    await show(letters);
  } catch (error) {
    if (letters !== written()) return;
    if (!about.isConnected) place.replaceChildren(about);
    const detail = document.createElement("q");
    detail.lang = "en";
    detail.textContent = error.message;
    said.replaceChildren(said.dataset[error.key] ?? said.dataset.module, " ", error.message ? detail : "");
    root.dataset.wrong = said.textContent;
  }
};

// On a page of its own it can be taken along; in a frame that is the business of the page around.
if (parent === self) {
  root.classList.add("alone");
  const toggled = async ({ target }) => {
    if (target.open && target.matches(".share")) (await import("../share/share.js")).open(target);
  };
  addEventListener("toggle", toggled, true);
}
addEventListener("hashchange", open);
open();
