// A figure in a frame on somebody else's page: what it tells that page, and what that page may ask of it. Both lists are
// closed; docs/embedding.md has them. What the figure shows is the module's business (crates/app/src/addresses.rs).
(() => {
  const VERSION = 1;
  const LONGEST = 2048;
  const root = document.documentElement;
  const { only, site, languages } = root.dataset;
  const find = (selector) => document.querySelector(selector);
  const module = () => window.wasmBindings;

  const light = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const address = new URLSearchParams(location.search);
  light(address.get("theme"));

  // The same in another language is another page; the first one lies where the site begins.
  const speak = (language, query) => {
    const known = languages.split(" ");
    if (language === root.lang || !known.includes(language)) return;
    const folder = language === known[0] ? "" : `${language}/`;
    location.replace(new URL(`${folder}embed/${only}/?${query}${location.hash}`, new URL(site, location.href)));
  };
  speak(address.get("lang"), address);

  // Every figure shows something that anybody may see, so it may be told to anybody.
  const isHeld = parent !== self;
  const post = (message) => isHeld && parent.postMessage(message, "*");
  const told = {};
  const tell = (type, value, again) => {
    const key = JSON.stringify(value);
    if (told[type] === key && !again) return false;
    told[type] = key;
    post({ meanwhile: VERSION, type, value });
    return true;
  };

  // The height, in our words and in those of WordPress (which hands over a secret), Embedly and Medium, AMP, Datawrapper.
  const secret = /secret=([a-z0-9]{1,64})/i.exec(location.hash)?.[1];
  const tellHeight = (again) => {
    const value = Math.ceil(document.body?.getBoundingClientRect().height ?? 0);
    if (!value || !tell("height", value, again)) return;
    if (secret) post({ message: "height", value, secret });
    post(JSON.stringify({ src: location.href, context: "iframe.resize", height: value }));
    post({ sentinel: "amp", type: "embed-size", height: value });
    post({ "datawrapper-height": { [only]: value } });
  };
  // A frame that nobody sees hears of no resizing, so it is told at every occasion. The first comes before the module.
  for (const kind of ["readystatechange", "DOMContentLoaded"]) document.addEventListener(kind, () => tellHeight());
  addEventListener("load", () => tellHeight());
  document.addEventListener("DOMContentLoaded", () => new ResizeObserver(() => tellHeight()).observe(document.body));

  // What changes in the figure is told, four times a second at most.
  const look = () => {
    later = 0;
    tellHeight();
    if (root.classList.contains("broken")) tell("error", "the module did not load");
    if (root.dataset.wrong) tell("error", root.dataset.wrong);
    const state = module()?.address_of(only);
    // A scenario in the address comes later than the module that shows it.
    if (state === undefined || (only === "own" && !state)) return;
    if (state && asked.size) return act();
    const real = find(".real");
    tell("ready", { figure: only, version: VERSION });
    tell("state", state);
    const level = find(".badge")?.dataset.rung;
    if (level) tell("level", level);
    if (real) tell("run", { active: real.dataset.active === "true", said: find(".real-said").textContent.slice(0, LONGEST) });
  };
  let later = 0;
  const lookSoon = () => (later ||= setTimeout(look, 250));
  addEventListener("TrunkApplicationStarted", () => {
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(lookSoon).observe(find(".figure-place"), everything);
    act();
    look();
  });
  for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, lookSoon, true);

  // What the page around may ask.
  const show = (query) => {
    const said = new URLSearchParams(query);
    if (said.has("theme")) light(said.get("theme"));
    if (said.has("lang")) speak(said.get("lang"), said);
    module().show_address(query);
  };
  const set = (query) => {
    const state = new URLSearchParams(module().address_of(only));
    // What is said to be nothing is as it is at first.
    for (const [key, value] of new URLSearchParams(query)) value ? state.set(key, value) : state.delete(key);
    show(String(state));
  };
  const playing = (wanted) => {
    const figure = find(".figure");
    const isOther = figure.dataset.playing === String(!wanted);
    if (isOther && figure.dataset.betting !== "true") find("[data-do=play]").click();
  };
  const isText = (value) => typeof value === "string" && value.length <= LONGEST;
  const isNothing = (value) => value === undefined || value === null;
  const ACTIONS = {
    set: [isText, set],
    show: [isText, show],
    lang: [isText, (lang) => speak(lang, new URLSearchParams(`${module().address_of(only)}&lang=${encodeURIComponent(lang)}`))],
    theme: [(value) => ["auto", "light", "dark"].includes(value), light],
    seek: [(value) => Number.isFinite(value) && value >= 0, (ms) => set(`t=${Math.min(Math.round(ms), 1e15)}`)],
    play: [isNothing, () => playing(true)],
    pause: [isNothing, () => playing(false)],
    reset: [isNothing, () => module().show_address(location.search)],
    height: [isNothing, () => tellHeight(true)],
  };
  // Of each kind the last counts; however many come, they are done once in a while.
  const asked = new Map();
  let soon = 0;
  const act = () => {
    soon = 0;
    const hasState = Boolean(module()?.address_of(only));
    for (const [type, value] of [...asked]) {
      if (!hasState && type !== "theme" && type !== "height") continue;
      asked.delete(type);
      ACTIONS[type][1](value);
    }
    if (hasState) look();
  };
  addEventListener("message", ({ source, data }) => {
    if (!isHeld || source !== parent || data?.meanwhile !== VERSION) return;
    const { type, value } = data;
    if (typeof type !== "string" || !Object.hasOwn(ACTIONS, type) || !ACTIONS[type][0](value)) return;
    asked.delete(type);
    asked.set(type, value);
    soon ||= setTimeout(act, 16);
  });

  // The whole article opens at what the figure shows now; there everything can be set.
  const lead = ({ target }) => {
    const link = target.closest?.(".embedded a[href*='fig=']");
    const state = new URLSearchParams(module()?.address_of(only));
    state.delete("lock");
    if (link && state.has("fig")) link.href = `../../?${state}#${only}`;
  };
  for (const kind of ["pointerdown", "focusin", "click"]) addEventListener(kind, lead, true);
})();
