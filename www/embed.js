// <meanwhile-figure fig="tabs" tabs="3">: a figure of Meanwhile in any page. What it takes and tells is in docs/embedding.md.
// A classic script, because a module of another origin needs a header that many static hosts do not send.
{
  const page = document;
  const { src: SCRIPT } = page.currentScript ?? page.querySelector("[src*='/embed.js']");
  const TAG = "meanwhile-figure";
  const VERSION = 1;
  const DARK = matchMedia("(prefers-color-scheme:dark)");
  const TOLD = /^(ready|height|state|run|level|error)$/;
  const USUAL_PX = 700;
  const HIGHEST_PX = 2e4;
  // A snippet's style keeps the place, so that nothing moves when this script comes late; else it is kept from here on. It
  // is given up when all that changes the height by itself has come: after that the figure is as high as it is.
  const SETTLED_MS = 1500;
  // Attributes that are no part of what the figure shows.
  const OWN = /-|^(s|theme|load|height|title|class|id|style|slot|hidden|dir|role|tabindex)$/;
  // What stands in the element is shown until the figure is there, and the place is kept for that.
  const LOOK =
    ":host(:not([hidden])){display:block;position:relative}iframe{display:block;width:100%;border:0}" +
    "iframe:not([height]){position:absolute;visibility:hidden}[height]~slot{display:none}";

  // Whether it is light or dark behind an element: by the nearest background, or else as its colour scheme says.
  const themeBehind = (element) => {
    let scheme;
    for (; element; element = element.parentElement) {
      const style = getComputedStyle(element);
      scheme ??= style.colorScheme;
      const [red, green, blue, alpha = 1] = style.backgroundColor.match(/[\d.]+/g) ?? [];
      if (blue && alpha > 0.5) return red * 3 + green * 6 + +blue > 1280 ? "light" : "dark";
    }
    return /dark/.test(scheme) && DARK.matches ? "dark" : "light";
  };

  // All that are on the page share what looks and listens.
  const here = new Set();
  const sight = new IntersectionObserver(
    (seen) => seen.forEach(({ target, isIntersecting }) => isIntersecting && target.load()),
    { rootMargin: "600px" },
  );

  class MeanwhileFigure extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #frame;
    // What is to be said once somebody listens.
    #waiting = [];

    static #changes = new MutationObserver((all) =>
      here.forEach((figure) => figure.#change(all.filter(({ target }) => target === figure))),
    );

    static {
      addEventListener("message", (event) => here.forEach((figure) => figure.#hear(event)));
      DARK.onchange = () => here.forEach((figure) => figure.#follow());
      for (const type of ["play", "pause", "seek", "reset", "set"]) {
        this.prototype[type] = function (value) {
          this.#post(type, type === "set" ? `${new URLSearchParams(value)}` : value);
        };
      }
    }

    connectedCallback() {
      const load = this.#said("load");
      this.#root.innerHTML = `<style>${LOOK}</style><slot></slot>`;
      this.style.minHeight ||= `${parseInt(this.#said("height")) || USUAL_PX}px`;
      here.add(this);
      for (const element of [this, page.body, page.documentElement]) {
        MeanwhileFigure.#changes.observe(element, { attributes: true });
      }
      if (load === "eager") this.load();
      else if (load !== "click") sight.observe(this);
      else this.addEventListener("click", (event) => (event.preventDefault(), this.load()), { once: true });
    }

    disconnectedCallback() {
      here.delete(this);
      sight.unobserve(this);
      this.#leave();
      this.#root.replaceChildren();
    }

    /** Loads the figure, if it is not there. */
    load() {
      if (this.#frame || !here.has(this)) return;
      const fig = this.#said("fig");
      const s = this.#said("s");
      const frame = (this.#frame = page.createElement("iframe"));
      frame.allow = "cross-origin-isolated";
      frame.title = this.title || "Meanwhile";
      this.#follow();
      const query = new URLSearchParams({ theme: frame.style.colorScheme });
      for (const { name, value } of this.attributes) if (!OWN.test(name)) query.set(name, value);
      // A scenario of one's own is behind the address, which no server sees.
      frame.src = new URL(`embed/${/^[a-z-]+$/.test(fig) ? fig + "/" : ""}?${query}${s ? "#s=" + s : ""}`, SCRIPT);
      this.#root.prepend(frame);
    }

    #leave() {
      this.#frame?.remove();
      this.#frame = null;
      this.#waiting = [];
    }

    #said(name) {
      return this.getAttribute(name);
    }

    #change(changes) {
      if (!this.#frame) return;
      const names = changes.map((change) => change.attributeName);
      if (names.some((name) => /^(s|fig)$/.test(name))) return this.#leave(), this.load();
      this.#follow();
      // What is no longer said is as it is at first.
      const others = names.filter((name) => !OWN.test(name));
      if (others[0]) this.set(others.map((name) => [name, this.#said(name) ?? ""]));
    }

    #follow() {
      const said = this.#said("theme");
      const theme = /^(light|dark)$/.test(said) ? said : themeBehind(this);
      const style = this.#frame?.style;
      if (!style || style.colorScheme === theme) return;
      style.colorScheme = theme;
      this.#post("theme", theme);
    }

    #post(type, value) {
      const isWaiting = this.#waiting?.push([type, value]);
      if (!isWaiting) this.#frame.contentWindow.postMessage({ meanwhile: VERSION, type, value }, "*");
    }

    #hear({ source, data }) {
      const frame = this.#frame;
      if (!frame || source !== frame.contentWindow || data?.meanwhile !== VERSION || !TOLD.test(data.type)) return;
      const { type, value } = data;
      if (type === "height") {
        if (!(value > 0 && value < HIGHEST_PX)) return;
        frame.height = value;
      } else {
        // What was told last can be read: `state` is the address of what the figure shows, `level` how well things run there.
        this[type] = value;
      }
      if (type === "ready") {
        const waiting = this.#waiting;
        this.#waiting = null;
        // Where it was taken away meanwhile and put back, another frame needs the place.
        setTimeout(() => this.#frame === frame && (this.style.minHeight = ""), SETTLED_MS);
        waiting?.forEach((message) => this.#post(...message));
      }
      this.dispatchEvent(new CustomEvent(type, { detail: value }));
    }
  }

  const elements = customElements;
  if (!elements.get(TAG)) elements.define(TAG, MeanwhileFigure);
}
