// The article's history, and what is loaded when somebody opens it.

// The address of what a figure shows; nothing before the module is there.
const addressOf = (figure) => window.wasmBindings?.address_of(figure);
const figureOf = ({ target }) => target.closest?.("a[data-set]")?.dataset.set.split(".")[0];
const remembered = (figure) => ({ ...history.state, [figure]: addressOf(figure) });

// A link in the prose that sets a figure is a step in the history: Back shows what was there before.
addEventListener(
  "click",
  (event) => {
    const figure = figureOf(event);
    if (figure && addressOf(figure)) history.replaceState(remembered(figure), "");
  },
  true,
);
addEventListener("click", (event) => {
  const figure = figureOf(event);
  const address = figure && addressOf(figure);
  if (address) history.pushState(remembered(figure), "", `?${address}#${figure}`);
});
addEventListener("popstate", ({ state }) => {
  for (const address of Object.values(state ?? {})) window.wasmBindings?.show_address(address);
});

// What can be taken along is a file of its own.
addEventListener(
  "toggle",
  async ({ target }) => {
    if (target.open && target.matches(".share")) (await import("./share/share.js")).open(target);
  },
  true,
);
