// <meanwhile-figure fig="tabs" tabs="3">: a figure of Meanwhile in any page. What it takes and tells is in docs/embedding.md.
// A classic script, because a module of another origin needs a header that many static hosts do not send.
{
  const { src: SCRIPT } = document.currentScript ?? document.querySelector("script[src*='/embed.js']");
  const VERSION = 1;
  const DARK = matchMedia("(prefers-color-scheme:dark)");
  const TOLD = ["ready", "height", "state", "run", "level", "error"];
  const USUAL_PX = 700;
  const HIGHEST_PX = 2e4;
  // The kept place is given up when all that changes the height by itself has come: after that it is as high as it is.
  const SETTLED_MS = 1500;
  // Attributes that are no part of what the figure shows.
  const OWN = /-|^(fig|theme|load|height|title|class|id|style|slot|hidden|dir|role|tabindex)$/;
  // What stands in the element is shown until the figure is there, and the place is kept for that.
  const LOOK =
    ":host{display:block;position:relative}:host([hidden]){display:none}" +
    "iframe{position:absolute;width:100%;border:0;visibility:hidden}" +
    "iframe.there{position:static;display:block;visibility:visible}.there~slot{display:none}";

  // Whether it is light or dark behind an element: by the nearest background, or else as its colour scheme says.
  const themeBehind = (element) => {
    const scheme = getComputedStyle(element).colorScheme;
    for (; element; element = element.parentElement) {
      const [red, green, blue, alpha = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? [];
      if (blue && alpha > 0.5) return red * 3 + green * 6 + +blue > 1280 ? "light" : "dark";
    }
    return /dark/.test(scheme) && DARK.matches ? "dark" : "light";
  };

  class MeanwhileFigure extends HTMLElement {
    #frame;
    #end;
    #theme;
    // What is to be said once somebody listens.
    #waiting = [];

    static {
      for (const type of ["play", "pause", "seek", "reset", "set"]) {
        this.prototype[type] = function (value) {
          this.#post(type, type === "set" ? `${new URLSearchParams(value)}` : value);
        };
      }
    }

    connectedCallback() {
      const load = this.getAttribute("load");
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const reserved = parseInt(this.getAttribute("height")) || USUAL_PX;
      root.innerHTML = `<style>${LOOK}:host{min-height:${reserved}px}</style><slot></slot>`;
      this.#end = new AbortController();
      const { signal } = this.#end;
      const changes = new MutationObserver((all) => this.#change(all.filter(({ target }) => target === this)));
      const sight = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.load(), { rootMargin: "600px" });
      for (const element of [this, document.body, document.documentElement]) {
        changes.observe(element, { attributes: true });
      }
      addEventListener("message", (event) => this.#hear(event), { signal });
      DARK.addEventListener("change", () => this.#follow(), { signal });
      signal.addEventListener("abort", () => (changes.disconnect(), sight.disconnect()));
      if (load === "eager") this.load();
      else if (load !== "click") sight.observe(this);
      else this.addEventListener("click", (event) => (event.preventDefault(), this.load()), { signal, once: true });
    }

    disconnectedCallback() {
      this.#end.abort();
      this.#leave();
      this.shadowRoot.replaceChildren();
    }

    /** Loads the figure, if it is not there. */
    load() {
      if (this.#frame || !this.isConnected) return;
      const fig = this.getAttribute("fig");
      const frame = (this.#frame = document.createElement("iframe"));
      frame.allow = "cross-origin-isolated";
      frame.title = this.title || "Meanwhile";
      this.#follow();
      const query = new URLSearchParams({ fig, ...this.#attributes(), theme: this.#theme });
      frame.src = new URL(`embed/${/^[a-z-]+$/.test(fig) ? fig + "/" : ""}?${query}`, SCRIPT);
      this.shadowRoot.prepend(frame);
    }

    #leave() {
      this.#frame?.remove();
      this.#frame = this.#theme = undefined;
      this.#waiting = [];
    }

    // What its attributes say of the figure's state.
    #attributes() {
      const names = this.getAttributeNames().filter((name) => !OWN.test(name));
      return Object.fromEntries(names.map((name) => [name, this.getAttribute(name)]));
    }

    #change(changes) {
      if (!this.#frame) return;
      const names = changes.map((change) => change.attributeName);
      if (names.includes("fig")) return this.#leave(), this.load();
      this.#follow();
      const state = this.#attributes();
      const others = names.filter((name) => !OWN.test(name));
      if (others.some((name) => !(name in state))) this.#post("show", `${new URLSearchParams(state)}`);
      else if (others[0]) this.set(others.map((name) => [name, state[name]]));
    }

    #follow() {
      const said = this.getAttribute("theme");
      const theme = /^(light|dark)$/.test(said) ? said : themeBehind(this);
      if (!this.#frame || theme === this.#theme) return;
      this.#theme = this.#frame.style.colorScheme = theme;
      this.#post("theme", theme);
    }

    #post(type, value) {
      if (this.#waiting) this.#waiting.push([type, value]);
      else this.#frame.contentWindow.postMessage({ meanwhile: VERSION, type, value }, "*");
    }

    #hear({ source, data }) {
      const frame = this.#frame;
      if (!frame || source !== frame.contentWindow || data?.meanwhile !== VERSION || !TOLD.includes(data.type)) return;
      const { type, value } = data;
      if (type === "height") {
        if (!(value > 0 && value < HIGHEST_PX)) return;
        frame.height = value;
        frame.className = "there";
      }
      // What was told last can be read: `state` is the address of what the figure shows, `level` how well things run there.
      if (type !== "height") this[type] = value;
      if (type === "ready") {
        const waiting = this.#waiting ?? [];
        this.#waiting = undefined;
        setTimeout(() => (this.shadowRoot.querySelector("style") ?? {}).textContent = LOOK, SETTLED_MS);
        for (const message of waiting) this.#post(...message);
      }
      this.dispatchEvent(new CustomEvent(type, { detail: value }));
    }
  }

  if (!customElements.get("meanwhile-figure")) customElements.define("meanwhile-figure", MeanwhileFigure);
}
