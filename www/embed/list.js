// The list of figures to embed leads on to the one that its address names, with all that the address says.
{
  const name = new URLSearchParams(location.search).get("fig");
  const links = [...document.querySelectorAll("[data-embedded]")];
  if (links.some((link) => link.dataset.embedded === name)) {
    location.replace(`${name}/${location.search}${location.hash}`);
  } else if (name !== null) {
    const unknown = document.getElementById("unknown");
    unknown.querySelector("b").textContent = name.slice(0, 40);
    unknown.hidden = false;
  }
}
