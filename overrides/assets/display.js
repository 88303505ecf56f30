/* Before the page is drawn: applies what the reader chose under "Text and display", keeps the place of what only the
   web shows, and makes the letters ready, so that nothing moves when they come. */
{
  const root = document.documentElement;
  root.classList.add("scripted");
  root.classList.toggle("web", location.protocol.startsWith("http"));
  root.classList.replace("no-js", "js"); // the theme does so when the page is drawn: the search box then pushes
  try {
    const chosen = JSON.parse(localStorage.getItem("guide.display")) || {};
    for (const name of ["text", "space", "terms", "sources"]) if (chosen[name]) root.dataset[name] = chosen[name];
  } catch {
    // nothing can be kept here, or what is kept is spoiled: the page shows as it is
  }
  for (const weight of [400, 700]) document.fonts?.load(`${weight} 1em "Atkinson Hyperlegible"`);
}
