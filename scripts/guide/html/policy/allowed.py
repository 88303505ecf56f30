"""What a page may hold: each element and each attribute that can neither run, load, send nor lead anywhere by itself.

Taken from the index of the HTML standard and from SVG 2, in lower case as a parser gives them. What is not here is
refused, whatever a later standard makes of it. Elements that a browser reads in another way where scripts are off, or
among the parts of a drawing, are left out too: nobody could be sure of what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES = ("aria-", "data-")
"""How the names of attributes begin that only our own scripts and screen readers look at."""

_EVERYWHERE = """accesskey autocapitalize autocorrect autofocus class dir draggable enterkeyhint hidden id inert
inputmode lang popover role spellcheck tabindex title translate writingsuggestions"""
EVERYWHERE = frozenset(_EVERYWHERE.split())
"""Attributes of any element; not `style`, `is`, `nonce`, `slot` and `contenteditable`, nor what handles an event."""

_PLAIN = """abbr address article aside b bdi bdo blockquote body br caption cite code dd dfn div dl dt em figcaption
figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html i kbd legend main mark menu nav p pre q rp rt ruby s samp
search section small span strong sub summary sup table tbody template tfoot thead title tr u ul var wbr"""

_FIELD = "autocomplete disabled maxlength minlength name placeholder readonly required"

ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset()),
    **{
        tag: frozenset(own.split())
        for tag, own in {
            "a": "download href hreflang rel type",
            "button": "disabled name popovertarget popovertargetaction type value",
            "col": "span",
            "colgroup": "span",
            "data": "value",
            "datalist": "",
            "del": "datetime",
            "details": "name open",
            "dialog": "closedby open",
            "fieldset": "disabled name",
            "form": "autocomplete name novalidate",
            "img": "alt decoding height loading src width",
            "input": f"{_FIELD} checked list max min multiple pattern size step type value",
            "ins": "datetime",
            "label": "for",
            "li": "value",
            "link": "href hreflang media rel sizes type",
            "meta": "charset content http-equiv media name",
            "meter": "high low max min optimum value",
            "ol": "reversed start type",
            "optgroup": "disabled label",
            "option": "disabled label selected value",
            "output": "for name",
            "progress": "max value",
            "script": "async defer src type",
            "select": "autocomplete disabled multiple name required size",
            "td": "colspan headers rowspan",
            "textarea": f"{_FIELD} cols rows wrap",
            "th": "abbr colspan headers rowspan scope",
            "time": "datetime",
        }.items()
    },
}
"""Elements of HTML, and the attributes that each may have besides those of any element."""

_DRAWN = """clip-path clip-rule clippathunits color cx cy d display dominant-baseline dx dy fill fill-opacity fill-rule
font-family font-size font-style font-weight fx fy gradienttransform gradientunits height href letter-spacing marker-end
marker-mid marker-start markerheight markerunits markerwidth mask maskcontentunits maskunits offset opacity orient
overflow paint-order pathlength patterncontentunits patterntransform patternunits points preserveaspectratio r refx refy
rotate rx ry shape-rendering spreadmethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-rendering textlength
transform transform-origin vector-effect version viewbox visibility width word-spacing x x1 x2 xlink:href xmlns
xmlns:xlink y y1 y2"""

_SHAPES = """circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon polyline
radialgradient rect stop svg symbol text title tspan use"""

DRAWN: Mapping[str, frozenset[str]] = dict.fromkeys(_SHAPES.split(), frozenset(_DRAWN.split()))
"""Elements of a drawing, and the attributes that they may have besides those of any element."""
