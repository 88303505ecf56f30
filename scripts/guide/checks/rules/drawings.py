"""Rules about drawings: each is there, shown and explained, holds only lines and labels, and can be read when small."""

from __future__ import annotations

import math
from collections.abc import Iterator

from guide.checks.rules.places import Leaf, key_of
from guide.content.drawings.drawing import FOLDER, WORDS, box, label_size, used, words
from guide.content.drawings.svg import Element
from guide.content.guide import Guide
from guide.ground.problems import Problem, nearest

POSITION = frozenset(("x", "y"))
LETTERS = POSITION | {"dx", "dy", "text-anchor", "font-weight", "font-size"}
ALLOWED: dict[str, frozenset[str]] = {
    "svg": frozenset(("xmlns", "viewBox")),
    "title": frozenset(),
    "desc": frozenset(),
    "g": frozenset(("text-anchor", "font-weight")),
    "path": frozenset(("d",)),
    "circle": frozenset(("cx", "cy", "r")),
    "ellipse": frozenset(("cx", "cy", "rx", "ry")),
    "rect": POSITION | {"width", "height", "rx", "ry"},
    "line": frozenset(("x1", "y1", "x2", "y2")),
    "polyline": frozenset(("points",)),
    "polygon": frozenset(("points",)),
    "text": LETTERS,
    "tspan": LETTERS,
    "use": POSITION | {"href"},
}
"""Elements of a drawing and the attributes of each. No look, no script, no picture made of dots, no way out."""

ANYWHERE = frozenset(("id", "class", "transform"))
NAMESPACE = "http://www.w3.org/2000/svg"


def drawings_are_there(leaf: Leaf) -> Iterator[Problem]:
    """Each drawing that a page names has a file."""
    for key in leaf.written.page.meta.drawings:
        if f"{FOLDER}/{key}.svg" not in leaf.guide.assets:
            place = leaf.page.document.place("drawings", key, key=True)
            what = f'drawing "{key}" is unknown{nearest(key, leaf.guide.drawings)}'
            yield Problem(place, what, f"draw {FOLDER}/{key}.svg, or correct the name")


def kinds_are_drawn(leaf: Leaf) -> Iterator[Problem]:
    """Each page shows a drawing where its kind asks for one."""
    if leaf.guide.kind(leaf.page).drawing and not leaf.page.meta.drawings:
        fix = "name one under drawings: and write {{ drawing: its-name }} in a section"
        yield Problem(leaf.page.document.place("kind"), "shows no drawing", fix)


def drawings_are_shown_once(guide: Guide) -> Iterator[Problem]:
    """A drawing that a page names stands in its text, and only once."""
    for page in guide.pages.values():
        for key in page.meta.drawings:
            count = page.shows("drawing").count(key)
            if count != 1:
                place = page.document.place("drawings", key, key=True)
                what = f'drawing "{key}" is shown {"nowhere" if not count else f"{count} times"}'
                yield Problem(place, what, f"write {{{{ drawing: {key} }}}} once in a section")


def figures_are_used(guide: Guide) -> Iterator[Problem]:
    """A drawing on no page, and a shape or an ink in no drawing, are leftovers."""
    named = {key for page in guide.pages.values() for key in page.meta.drawings}
    drawn = {name for file, root in guide.figures.items() for _, name in used(root, file)}
    for key, root in guide.drawings.items():
        if key not in named:
            yield Problem(root.place, f'drawing "{key}" is on no page', "name it under drawings:, or remove it")
    if not _unread(guide):
        for name in set(guide.shapes) - drawn:
            yield Problem(guide.shapes[name].place, f'shape "{name}" is in no drawing', "use it or remove it")
        for ink in set(guide.inks) - _inks(guide):
            yield Problem(key_of(guide, "inks", ink), f'ink "{ink}" is in no drawing', "use it or remove it")


def drawings_say_what_they_show(guide: Guide) -> Iterator[Problem]:
    """A drawing has a title and a description in its place for readers who cannot see it."""
    for root in guide.drawings.values():
        for tag, text in zip(WORDS, words(root), strict=True):
            if not text:
                yield Problem(root.place, f"has no <{tag}>", "say in it what the drawing shows")


def drawings_hold_only_lines_and_labels(guide: Guide) -> Iterator[Problem]:
    """Every element and attribute is known, and looks come from the inks."""
    for root in guide.figures.values():
        yield from _frame(root)
        yield from _twice(root)
        for element in root.every():
            yield from _element(element, guide)


def labels_can_be_read(guide: Guide) -> Iterator[Problem]:
    """No label is smaller than the house's letters, or resized with what it stands in."""
    for root in guide.drawings.values():
        if _box(root):
            yield from _labels(root, label_size(root))
    for name, shape in guide.shapes.items():
        for label in (inside for inside in shape.every() if inside.tag == "text"):
            yield Problem(label.place, f'label "{label.text}" stands in the shape "{name}"', "put it in the drawing")


def shapes_are_there(guide: Guide) -> Iterator[Problem]:
    """A shape that is used exists, and is not made of itself."""
    for file, root in guide.figures.items():
        for element, name in used(root, file):
            if name not in guide.shapes and name.partition("#")[0] not in _unread(guide):
                what = f'shape "{name}" is unknown{nearest(name, guide.shapes)}'
                yield Problem(element.place, what, "correct it or draw it")
    for name, shape in guide.shapes.items():
        if name in _made_of(name, guide):
            yield Problem(shape.place, f'shape "{name}" is made of itself', "take it out")


def _inks(guide: Guide) -> set[str]:
    return {inside.attributes.get("class", "") for root in guide.figures.values() for inside in root.every()}


def _unread(guide: Guide) -> set[str]:
    """Files of drawings that are there but could not be read; what they use and hold is not known."""
    files = (path.removeprefix(f"{FOLDER}/") for path in guide.assets if path.startswith(f"{FOLDER}/"))
    return {file for file in files if file.endswith(".svg")} - set(guide.figures)


def _frame(root: Element) -> Iterator[Problem]:
    if root.tag != "svg" or root.attributes.get("xmlns") != NAMESPACE:
        yield Problem(root.place, f"starts with <{root.tag}>", f'start with <svg xmlns="{NAMESPACE}">')
    if not _box(root):
        given = root.attributes.get("viewBox", "")
        yield Problem(root.place, f'viewBox is "{given}"', 'write four numbers, such as viewBox="0 0 320 240"')


def _twice(root: Element) -> Iterator[Problem]:
    seen: set[str] = set()
    for element in root.every():
        name = element.attributes.get("id", "")
        if name in seen:
            yield Problem(element.place, f'shape "{name}" stands twice', "rename one of the two")
        seen |= {name} - {""}


def _box(root: Element) -> tuple[float, ...]:
    """The drawing's frame; empty where it is not four numbers with a width and a height."""
    try:
        frame = box(root)
    except ValueError:
        return ()
    whole = len(frame) == 4 and all(map(math.isfinite, frame)) and min(frame[2:]) > 0
    return frame if whole else ()


def _element(element: Element, guide: Guide) -> Iterator[Problem]:
    if element.tag not in ALLOWED:
        what = f"<{element.tag}> is not allowed in a drawing"
        yield Problem(element.place, what, f"write one of {', '.join(ALLOWED)}")
        return
    known = ALLOWED[element.tag] | ANYWHERE
    for name in element.attributes:
        if name not in known:
            what = f'attribute "{name}" is not allowed in <{element.tag}>'
            fix = f"write one of {', '.join(sorted(known))}; how it looks is up to its class"
            yield Problem(element.place, what, fix)
    ink = element.attributes.get("class")
    if ink is not None and ink not in guide.inks:
        fix = f"correct it or add it to {guide.files['inks']}"
        yield Problem(element.place, f'ink "{ink}" is unknown{nearest(ink, guide.inks)}', fix)


def _labels(element: Element, least: float, *, resized: bool = False) -> Iterator[Problem]:
    transform = element.attributes.get("transform", "")
    resized = resized or "scale" in transform or "matrix" in transform
    if element.tag == "text" and resized:
        yield Problem(element.place, f'label "{element.text}" is resized', "keep labels out of what is scaled")
    if element.tag == "text" and not element.text:
        yield Problem(element.place, "a label is empty", "write it or remove it")
    size = element.attributes.get("font-size")
    if size is not None and not _at_least(size, least):
        yield Problem(element.place, f'font-size is "{size}"', f"write {least:g} or more, or leave it out")
    for child in element.elements:
        yield from _labels(child, least, resized=resized)


def _at_least(size: str, least: float) -> bool:
    try:
        return float(size) >= least
    except ValueError:
        return False


def _made_of(name: str, guide: Guide) -> set[str]:
    """Every shape that can be reached from the shape `name`."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        shape = guide.shapes.get(current := waiting.pop())
        inner = {inside for _, inside in used(shape, current.partition("#")[0])} if shape else set()
        waiting += inner - found
        found |= inner
    return found
