// The address says which chapter is being read, so that a reload, a bookmark or a link that is sent goes there. Nothing is
// kept anywhere else, and no step is added to the history.
const headings = [...document.querySelectorAll("h2[id]")];
let isWaiting = false;

const follow = (seen) => {
  isWaiting = false;
  // Whatever else an address says is not ours to change, nor what somebody has put there since the page was scrolled.
  if (location.hash.includes("=") || location.href !== seen) return;
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const chapter = above.length ? `#${above.at(-1).id}` : "";
  if (location.hash !== chapter) {
    history.replaceState(history.state, "", `${location.pathname}${location.search}${chapter}`);
  }
};

addEventListener(
  "scroll",
  () => {
    // A browser takes so many changes of an address in so long.
    if (!isWaiting) setTimeout(follow, 400, location.href);
    isWaiting = true;
  },
  { passive: true },
);
