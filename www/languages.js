// A link to the article in another language leads to the chapter that is being read.
addEventListener("click", ({ target }) => {
  const link = target.closest?.(".languages a");
  if (!link) return;
  const begun = (heading) => heading.getBoundingClientRect().top < innerHeight / 2;
  link.hash = [...document.querySelectorAll("main :is(h2, h3)[id]")].filter(begun).pop()?.id ?? "";
});
