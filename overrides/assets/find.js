/* Helps the search understand lay words: corrects what is misspelled, knows an emergency, and puts first what is called
   just what the reader asked for. Loaded when the search box gets the focus, with the index (__index) and the words of
   the guide (__find); sits between Material's search box and its worker. */
window.finder = (send) => {
  const [QUERY, RESULT] = [2, 3]; // kinds of message
  const { words, skip, help, signs, answers } = window.__find;
  const docs = window.__index.docs;
  const spare = new Set(skip.split(" "));
  const notes = document.querySelector(".find-notes");
  const input = document.querySelector(".md-search__input");
  let insisted = ""; // what the reader wants searched as typed
  let asked = [];
  let urgent = false;

  /* The one rule by which the index, a query and the names of the guide are cut into words: at spaces and signs, but not
     inside 1,000 or can't. Without lookbehind and classes of Unicode, which the index can not have in every browser. */
  const SIGNS = "\\x00-&(-+\\-/:-@[-`{-\\xa9\\xab-\\xb1\\xb4\\xb6-\\xb8\\xbb\\xbf\\xd7\\xf7\\u02c2-\\u02df\\u2000-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u303f\\ufe30-\\ufe4f\\uff01-\\uff0f";
  const separator = `(?:&(?:amp|lt|gt);|[${SIGNS}]|[.,](?!\\d))+'*|'+(?=[${SIGNS}.,]|$)|^'+`;
  const cut = new RegExp(separator);
  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'").replace(/[‐‑]/g, "-");
  const split = (text) => plain(text).split(cut).filter(Boolean);
  /* A word without its accents and signs, as it may be typed. */
  const letters = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" }; // whose strokes are no accents
  const bare = (word) => word.normalize("NFKD").replace(/[',\p{M}]/gu, "").replace(/[ßæœøłđı]/g, (letter) => letters[letter]);
  const texts = docs.map((doc) => plain(`${doc.title} ${doc.text} ${doc.tags || ""}`.replace(/<[^>]*>/g, " ")));
  const everything = ` ${texts.map((text) => split(text).join(" ")).join(" ")} `;
  const ofSigns = new Set(signs.flatMap((sign) => sign.asked.flatMap(split)));
  const vocabulary = split(words).filter((word) => word.length > 3 && (ofSigns.has(word) || everything.includes(` ${word} `)));

  /* Every way in which the guide writes a word, by the word without accents and signs: facade: façade; xray: x, ray. */
  const forms = new Map();
  const learn = (word, ways) => forms.set(word, new Set([...(forms.get(word) || []), ...ways]));
  for (const word of new Set(everything.split(" ").filter(Boolean))) learn(bare(word), [word]);
  for (const text of texts) for (const word of text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) || []) learn(bare(word.replace(/-/g, "")), word.split("-"));

  /* All that a word may stand as in the index; what is no beginning of it, exactly so (^1). Plural and singular meet. */
  const variants = (word) => {
    const ends = word.length > 4 && !/\d/.test(word) ? [word.slice(0, -1), word.slice(0, -2), word.replace(/ies$/, "y")] : [];
    const ways = new Set([word, ...ends].flatMap((way) => [...(forms.get(bare(way)) || [])]));
    return [word, ...[...ways].filter((way) => way !== word).map((way) => `${way}^1`)];
  };

  /* How many letters must change, move or be swapped to make one word the other; more than `most` is too many. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
    for (let row = 1; row <= one.length; row++) {
      const now = [row];
      for (let column = 1; column <= other.length; column++) {
        const same = one[row - 1] === other[column - 1];
        const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
        now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + !same);
        if (swapped) now[column] = Math.min(now[column], before[column - 2] + 1);
      }
      [before, last] = [last, now];
    }
    return last[other.length];
  };

  /* How far a word of the guide is from what was typed: most people get the first letter and the ending right. */
  const far = (word, other, most) =>
    distance(word, other, most) +
    (word[0] === other[0] ? 0 : 0.5) +
    (word.slice(-4) === other.slice(-4) ? 0 : 0.3) +
    Math.abs(word.length - other.length) / 100;

  /* The word of the guide that was meant, or the word itself. Long words may hold more mistakes. */
  const meant = (word) => {
    if (forms.has(bare(word)) || word.length < 4 || /\d/.test(word) || spare.has(word) || everything.includes(` ${word}`)) return word;
    const most = word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
    let [best, least] = [word, most + 0.45];
    for (const other of vocabulary) {
      const cost = far(word, other, most);
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  };

  /* Two words of the guide that were typed as one; else the word that was meant. */
  const parted = (word) => {
    if (word.length < 6 || forms.has(bare(word)) || everything.includes(` ${word}`)) return [meant(word)];
    for (let at = word.length - 3; at > 2; at--) {
      const pair = [word.slice(0, at), word.slice(at)];
      if (everything.includes(` ${pair.join(" ")} `)) return pair;
    }
    return [meant(word)];
  };

  /* A word counts as said when the query has it, or begins with it, or lacks only its ending. */
  const said = (word, query) =>
    query.some((other) => other === word || (word.length > 3 && other.startsWith(word)) || (other.length > 4 && word.startsWith(other)));
  const signOf = (query) => signs.find((sign) => sign.asked.some((way) => split(way).every((word) => said(bare(word), query.map(bare)))));

  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location.href);

  const signNote = (sign) => {
    const note = copy("find-sign");
    note.href = new URL(help, `${base}/`.replace(/\/+$/, "/")).href;
    note.classList.add(`find-${sign.urgency}`);
    note.querySelector("strong").textContent = sign.card;
    note.querySelector(".find-says").textContent = sign.sign;
    return note;
  };

  const correctedNote = (text, corrected) => {
    const note = copy("find-corrected");
    for (const [part, query] of [["p > span", corrected], ["a > span", text]]) {
      const place = note.querySelector(part) || note.firstElementChild;
      const [before, after] = place.textContent.split("{query}");
      const strong = document.createElement("strong");
      strong.textContent = query;
      place.replaceChildren(before, strong, after);
    }
    return note;
  };

  const understood = (text) => {
    const typed = split(text);
    const words = text === insisted ? typed : typed.flatMap(parted);
    const sign = signOf(words);
    const changed = bare(words.join(" ")) !== bare(typed.join(" "));
    urgent = !!sign;
    notes.replaceChildren(...(sign ? [signNote(sign)] : []), ...(changed ? [correctedNote(text.trim(), words.join(" "))] : []));
    const kept = words.filter((word) => word.length > 1 && !spare.has(word));
    asked = kept.length ? kept : words;
    return asked.flatMap(variants).join(" ");
  };

  /* The stem of a word, so that drive, drives and driving are one. */
  const stem = (word) => {
    const bared = bare(word);
    const cut = bared.length > 4 && !/\d/.test(bared) ? bared.replace(/ies$/, "y").replace(/(?:ing|ed|es|s|e)$/, "") : bared;
    return cut.length > 2 ? cut.replace(/([b-df-hj-np-tv-z])\1$/, "$1") : bared;
  };
  const stems = (text) => split(text.replace(/<[^>]*>/g, " ")).filter((word) => !spare.has(word)).map(stem);

  /* What each page is called, what it has headings for, and how often it says each word; a word's weight is how rare it is. */
  const pageOf = (location) => location.split("#")[0];
  const known = new Map();
  for (const doc of docs) {
    const page = known.get(pageOf(doc.location)) || { names: [], heads: new Set(), said: new Map() };
    known.set(pageOf(doc.location), page);
    const whole = doc.location === pageOf(doc.location);
    const names = [doc.title, ...(doc.tags || [])].map((name) => [...new Set(stems(name))]);
    for (const name of whole || doc.tags ? names : []) if (name.length) page.names.push({ name, worth: whole ? 1 : 0.7 });
    for (const word of names.flat()) page.heads.add(word);
    for (const word of stems(doc.text)) page.said.set(word, (page.said.get(word) || 0) + 1);
  }
  const pagesWith = new Map();
  for (const { heads, said } of known.values()) for (const word of new Set([...heads, ...said.keys()])) pagesWith.set(word, (pagesWith.get(word) || 0) + 1);
  const weight = (word) => Math.log(1 + known.size / (pagesWith.get(word) || 1));
  const sum = (words) => words.reduce((all, word) => all + weight(word), 0);

  /* How well one name answers: 1 if it is what was asked, less the more it lacks or adds. */
  const called = (name, query, all) => {
    const shared = sum(name.filter((word) => query.has(word)));
    return (shared / all) * Math.sqrt(shared / sum(name));
  };

  /* How well a page answers: by its names first, then by what it has headings for and speaks of. */
  const worth = (location, words) => {
    const page = known.get(location);
    const query = new Set(words);
    const all = sum([...query]);
    if (!page || !all) return 0;
    const covers = (word) => (page.heads.has(word) ? 0.7 : page.said.has(word) ? 0.3 + 0.3 * (1 - 1 / page.said.get(word)) : 0);
    const spoken = [...query].reduce((found, word) => found + weight(word) * covers(word), 0) / all;
    const named = Math.max(0, ...page.names.map(({ name, worth }) => worth * called(name, query, all)));
    return spoken + named * (answerOn(location, words) ? 1.9 : 1.5);
  };

  /* The short answer on the page to what was asked: one whose question shares a word with the query besides the page's name. */
  const told = new Map();
  for (const answer of answers) told.set(answer.page, [...(told.get(answer.page) || []), { ...answer, words: new Set(stems(answer.asked)) }]);
  const answerOn = (location, words) => {
    const fit = ({ words: own }) => sum([...new Set(words)].filter((word) => own.has(word)));
    return (told.get(location) || []).reduce((one, other) => (fit(other) > (one ? fit(one) : 0) ? other : one), null);
  };

  const isHelp = (items) => items.some((item) => pageOf(item.location) === help);
  const escaped = (text) => Object.assign(document.createElement("p"), { textContent: text }).outerHTML;

  /* The page that answers best comes first, with its short answer under its name. In an emergency the help page does. */
  const ranked = (found) => {
    const words = asked.map(stem);
    const sorted = found.map((items) => [worth(pageOf(items[0].location), words), items]).sort(([a], [b]) => b - a).map(([, items]) => items);
    for (const items of sorted) {
      const answer = answerOn(pageOf(items[0].location), words);
      if (answer) items[0].text = escaped(answer.says) + items[0].text;
    }
    if (!urgent) return sorted;
    const first = sorted.find(isHelp) || [{ ...docs.find((doc) => doc.location === help), score: 0, terms: {} }];
    return [first, ...sorted.filter((items) => items !== first)];
  };

  /* Words of the guide that are spelled most like those that were typed, and all conditions. */
  const nearest = (typed) =>
    [...new Set(vocabulary)]
      .map((word) => [Math.min(...typed.map((other) => far(other, word, 4))), word])
      .sort(([a], [b]) => a - b)
      .slice(0, 4)
      .map(([, word]) => word);
  const nothingNote = () => {
    const note = copy("find-nothing");
    for (const word of nearest(asked)) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: word });
      button.addEventListener("click", () => {
        input.value = word;
        send({ type: QUERY, data: understood(word) });
        input.focus();
      });
      note.querySelector(".find-near").append(button);
    }
    return note;
  };

  const answered = (message) => {
    if (message.type !== RESULT || !asked.length) return message;
    notes.querySelector(".find-none")?.remove();
    if (!message.data.items.length && input.value.trim() && !urgent) {
      const note = nothingNote();
      note.classList.add("find-none");
      notes.append(note);
    }
    const items = ranked(message.data.items);
    if (items.length) items[0][0].score += 1e9; // Enter goes to the highest score
    return { ...message, data: { ...message.data, items } };
  };

  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest(".find-instead")) return;
      event.preventDefault();
      event.stopPropagation(); // the search stays open
      insisted = input.value;
      send({ type: QUERY, data: understood(input.value) });
      input.focus();
    },
    true,
  );

  return {
    index: { ...window.__index, config: { ...window.__index.config, separator, pipeline: [] } },
    asked: (message) => (message.type === QUERY ? { ...message, data: understood(message.data) } : message),
    answered,
  };
};
