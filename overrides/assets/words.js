/* Opens the meaning of a word, or a source, beside the place where it stands. Both are on the page already, so nothing
   is fetched. A click, a tap or Enter moves into the box and Escape, Tab or a tap elsewhere back out; hovering only
   shows it. Without this script each is a plain link. */
{
  const HOVER = 350; // milliseconds before a word under the pointer opens, and before it closes again
  const LINKS = "article a.term, article a.cite";
  const template = document.getElementById("pop-up");
  const box = template && document.importNode(template.content.firstElementChild, true);
  let opener = null;
  let entered = false;
  let timer;

  const part = (name) => box.querySelector(name);
  const wanted = (link) => link.matches(".cite") || document.documentElement.dataset.terms !== "never";
  const linkAt = (target) => {
    const link = target.closest && target.closest(LINKS);
    return link && wanted(link) ? link : null;
  };

  const paragraph = (element) => {
    const copy = document.createElement("p");
    copy.className = element.className;
    copy.append(...element.cloneNode(true).childNodes);
    for (const mark of copy.querySelectorAll(".cite")) mark.remove();
    for (const link of copy.querySelectorAll(".term")) link.replaceWith(...link.childNodes);
    return copy;
  };

  /* The elements after `start` up to the next one of its kind. */
  const below = (start) => {
    const found = [];
    for (let next = start.nextElementSibling; next && next.tagName !== start.tagName; next = next.nextElementSibling)
      found.push(next);
    return found;
  };

  const here = (link) => link.hash && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const onThisPage = (link) => pageOf(link.pathname) === pageOf(location.pathname) && here(link);

  /* In the page's own list of words, or in the glossary itself. */
  const meaning = (link) => {
    const entry = onThisPage(link);
    if (entry) return [entry.firstChild.textContent, below(entry).filter((each) => each.matches(".say, .meaning"))];
    const hidden = document.querySelector("template.words");
    const listed = [...(hidden ? hidden.content : document).querySelectorAll("dt a")];
    const word = listed.find((each) => each.getAttribute("href") === link.getAttribute("href"));
    return word && [word.textContent, below(word.parentElement)];
  };

  const source = (link) => {
    const entry = here(link);
    return entry && [link.getAttribute("aria-label"), [entry]];
  };

  const place = (link) => {
    const lines = link.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const { offsetWidth: width, offsetHeight: height } = box;
    const page = document.documentElement;
    const under = last.bottom + height + 16 < page.clientHeight || first.top < height + 64;
    const left = Math.max(8, Math.min(last.left, page.clientWidth - width - 8));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(under ? last.bottom + 6 : first.top - height - 6) + scrollY}px`;
  };

  const close = (back) => {
    clearTimeout(timer);
    if (!opener) return;
    const link = opener;
    opener = null;
    link.removeAttribute("aria-expanded");
    if (box.hidePopover) box.hidePopover();
    box.hidden = true;
    if (back) link.focus({ preventScroll: true });
  };

  const open = (link, enter) => {
    const [title, elements] = (link.matches(".cite") ? source(link) : meaning(link)) || [];
    if (!title) return false;
    close();
    opener = link;
    entered = enter;
    link.setAttribute("aria-expanded", "true");
    part("#pop-up-title").textContent = title;
    part("#pop-up-text").replaceChildren(...elements.map(paragraph));
    const more = part(".pop-up-more");
    more.href = link.href;
    more.textContent = more.dataset[link.matches(".cite") ? "cite" : "term"];
    box.hidden = false;
    if (box.showPopover) box.showPopover();
    place(link);
    if (enter) {
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    }
    return true;
  };

  const clicked = (event) => {
    const link = linkAt(event.target);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link && link === opener && entered) {
      close(true);
      event.preventDefault();
    } else if (link) {
      if (open(link, true)) event.preventDefault();
    } else if (event.target.closest(".pop-up-close")) close(true);
    else if (event.target.closest(".pop-up-more") || !box.contains(event.target)) close();
  };

  const hovered = (event) => {
    if (event.pointerType !== "mouse" || entered && opener) return;
    clearTimeout(timer);
    const link = linkAt(event.target);
    if (link && link !== opener) timer = setTimeout(open, HOVER, link, false);
    else if (opener && !link && !box.contains(event.target)) timer = setTimeout(close, HOVER);
  };

  const pressed = (event) => {
    if (!opener) return;
    if (event.key === "Escape") close(entered);
    if (event.key !== "Tab" || !box.contains(event.target)) return;
    const stops = [...box.querySelectorAll("a[href], button")];
    const out = event.shiftKey ? event.target === box || event.target === stops[0] : event.target === stops[stops.length - 1];
    if (!out) return;
    close(true);
    if (event.shiftKey) event.preventDefault(); // back on the word; forward, Tab goes on from it
  };

  const announce = () => {
    close();
    for (const link of document.querySelectorAll(LINKS))
      if (wanted(link)) link.setAttribute("aria-haspopup", "dialog");
      else link.removeAttribute("aria-haspopup");
  };

  if (box) {
    document.body.append(box);
    announce();
    document.addEventListener("click", clicked);
    document.addEventListener("pointerover", hovered);
    document.addEventListener("keydown", pressed);
    document.addEventListener("display", announce);
    document.addEventListener("focusin", (event) => {
      if (opener && entered && event.target !== opener && !box.contains(event.target)) close();
    });
    addEventListener("resize", () => close());
  }
}
