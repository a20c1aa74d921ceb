// Where the page's module does not load or does not compile, nothing is hidden that only a living figure could show.
addEventListener("unhandledrejection", () => document.documentElement.classList.add("broken"));
addEventListener("error", () => document.documentElement.classList.add("broken"), true);
