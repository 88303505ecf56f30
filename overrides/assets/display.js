/* Applies what the reader chose under "Text and display" before the page is drawn. */
{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = JSON.parse(localStorage.getItem("guide.display")) || {};
    for (const name of ["text", "space", "terms", "sources"]) if (chosen[name]) root.dataset[name] = chosen[name];
  } catch {
    // nothing can be kept here, or what is kept is spoiled: the page shows as it is
  }
}
