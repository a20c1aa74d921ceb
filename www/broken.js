// Where the page's module does not load, does not compile, or stops by an error of its own, nothing is hidden that only
// a living figure could show. Whatever else goes wrong on a page (an observer that comes late when the window changes
// its size, somebody's browser extension) is no reason to take the controls away.
const markIfBroken = (why) => {
  if (!document.querySelector("[data-alive]") || why instanceof WebAssembly.RuntimeError) {
    document.documentElement.classList.add("broken");
  }
};
addEventListener("unhandledrejection", ({ reason }) => markIfBroken(reason));
addEventListener("error", ({ error }) => markIfBroken(error), true);
