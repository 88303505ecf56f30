/* Helps the search understand lay words: corrects what is misspelled, knows an emergency, and puts first what is called
   just what the reader asked for. Loaded when the search box gets the focus, with the index (__index) and the words of
   the guide (__find); sits between Material's search box and its worker. */
window.finder = (send) => {
  const [QUERY, RESULT] = [2, 3]; // kinds of message
  const { words, skip, same, help, signs, answers } = window.__find;
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
  /* The stem of a word, so that drive, drives and driving are one. */
  const stems = new Map();
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemmed(bare(word)));
    return stems.get(word);
  };
  const stemmed = (word) => {
    const cut = word.length > 4 && !/\d/.test(word) ? word.replace(/ies$/, "y").replace(/(?:ing|ed|es|s|e)$/, "") : word;
    return cut.length > 2 ? cut.replace(/([b-df-hj-np-tv-z])\1$/, "$1") : word;
  };

  /* Words that readers type for a word of the guide, by the stem of their first one, the longest first. */
  const others = new Map();
  for (const [first, ...rest] of same) {
    for (const way of rest.map((one) => split(one).map(stem))) others.set(way[0], [...(others.get(way[0]) || []), { way, means: split(first) }]);
  }
  for (const ways of others.values()) ways.sort((one, other) => other.way.length - one.way.length);

  /* The words as the guide says them. */
  const ours = (words) => {
    const said = [];
    for (let at = 0; at < words.length; ) {
      const other = (others.get(stem(words[at])) || []).find(({ way }) => way.every((part, more) => at + more < words.length && stem(words[at + more]) === part));
      said.push(...(other ? other.means : [words[at]]));
      at += other ? other.way.length : 1;
    }
    return said;
  };
  const meaning = (text) => ours(split(text.replace(/<[^>]*>/g, " "))).filter((word) => !spare.has(word)).map(stem);

  const texts = docs.map((doc) => plain(`${doc.title} ${doc.text} ${doc.tags || ""}`.replace(/<[^>]*>/g, " ")));
  const everything = ` ${texts.map((text) => split(text).join(" ")).join(" ")} `;
  const ofReaders = new Set([...signs.flatMap((sign) => sign.asked), ...same.flat()].flatMap(split));
  const vocabulary = [...new Set([...split(words), ...ofReaders])].filter((word) => word.length > 3 && (ofReaders.has(word) || everything.includes(` ${word} `)));

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
    if (forms.has(bare(word)) || word.length < 4 || /\d/.test(word) || spare.has(word) || ofReaders.has(word) || everything.includes(` ${word}`)) return word;
    const most = word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
    let [best, least] = [word, word.length < 6 ? 1.45 : Math.min(most + 0.45, 0.28 * word.length)];
    for (const other of vocabulary) {
      const cost = far(word, other, most);
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  };

  /* Two words of the guide that were typed as one; else the word that was meant. */
  const parted = (word) => {
    if (word.length < 6 || ofReaders.has(word) || forms.has(bare(word)) || everything.includes(` ${word}`)) return [meant(word)];
    for (let at = word.length - 3; at > 2; at--) {
      const pair = [word.slice(0, at), word.slice(at)];
      if (everything.includes(` ${pair.join(" ")} `)) return pair;
    }
    return [meant(word)];
  };

  /* The words, with two that the guide writes as one put together. */
  const joined = (words) =>
    words.reduce((all, word) => {
      const last = all[all.length - 1] || "";
      const one = Math.min(last.length, word.length) > 2 && everything.includes(` ${last}${word} `);
      return one ? [...all.slice(0, -1), last + word] : [...all, word];
    }, []);

  /* A word counts as said when the query has it, or begins with it, or lacks only its ending. */
  const said = (word, query) =>
    query.some((other) => other === word || (word.length > 3 && other.startsWith(word)) || (other.length > 4 && word.startsWith(other)));
  const holds = (query, way) => way.every((word) => said(bare(word), query.map(bare)));
  const puts = (query, way) => holds(query, way) || holds(ours(query), way);
  const signOf = (query) => signs.find((sign) => sign.asked.some((way) => puts(query, split(way))));

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
    const words = text === insisted ? typed : joined(typed).flatMap(parted);
    const sign = signOf(words);
    const changed = bare(words.join(" ")) !== bare(typed.join(" "));
    urgent = !!sign;
    notes.replaceChildren(...(sign ? [signNote(sign)] : []), ...(changed ? [correctedNote(text.trim(), words.join(" "))] : []));
    const counting = (all) => all.filter((word) => word.length > 1 && !spare.has(word));
    asked = counting(ours(words));
    if (!asked.length) asked = words;
    return [...new Set([...counting(words), ...asked])].flatMap(variants).join(" ");
  };

  const { worth, answerOn } = window.ranker(docs, answers, meaning);
  const pageOf = (location) => location.split("#")[0];
  const isHelp = (items) => items.some((item) => pageOf(item.location) === help);
  const escaped = (text) => Object.assign(document.createElement("p"), { textContent: text }).outerHTML;

  /* The page that answers best comes first, with its short answer under its name. In an emergency the help page does. */
  const ranked = (found) => {
    const words = meaning(asked.join(" "));
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
