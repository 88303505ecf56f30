/* Decides which page answers best what a reader asked: by what it is called, by the one section that says most of it, by
   what the whole page speaks of, and by its short answers. Used by find.js, which cuts a text into the words that count. */
window.ranker = (docs, answers, wordsOf) => {
  /* What each kind of evidence counts; found by trying, with the questions of tests/content/questions-build.yml. */
  const [NAMED, ANSWERED, IN_SECTION, ON_PAGE, IN_A_ROW] = [1.1, 0.9, 0.8, 0.7, 0.2];
  const [TERM, CALLED, SPOKEN] = [0.5, 0.7, 0.8]; // a name of a term; a word of the page's name, for its sections; of text
  const TITLED = 1.4; // a word of a title, beside all others

  const pageOf = (location) => location.split("#")[0];
  const counted = (words) => words.reduce((all, word) => all.set(word, (all.get(word) || 0) + 1), new Map());
  const text = (words) => ({ words, often: counted(words) });
  const total = (numbers) => numbers.reduce((all, number) => all + number, 0);
  const pairsOf = (words) => words.slice(1).map((word, before) => `${words[before]} ${word}`);
  const most = (numbers) => Math.max(0, ...numbers);

  /* Each page with its names, its sections, all its words, and its short answers. */
  const pages = new Map();
  const add = (doc) => {
    const page = pages.get(pageOf(doc.location)) || { names: [], sections: [], answers: [] };
    const [whole, titles] = [doc.location === pageOf(doc.location), [doc.title, ...(doc.tags || [])].map(wordsOf)];
    if (whole || doc.tags) page.names.push(...titles.map((name) => ({ name: new Set(name), worth: whole ? 1 : TERM })));
    const body = wordsOf(doc.text);
    const pairs = new Set([...titles, body].flatMap(pairsOf));
    page.sections.push({ titles, pairs, heads: new Set(whole ? [] : titles.flat()), ...text(body) });
    pages.set(pageOf(doc.location), page);
  };
  docs.forEach(add);
  for (const answer of answers) pages.get(answer.page)?.answers.push({ ...answer, words: new Set(wordsOf(answer.asked)) });
  for (const page of pages.values()) Object.assign(page, text(page.sections.flatMap(({ titles, words }) => [...titles.flat(), ...words])));

  /* A word weighs more the fewer pages say it. */
  const pagesWith = counted([...pages.values()].flatMap(({ often }) => [...often.keys()]));
  const titled = new Set(docs.filter(({ location }) => location === pageOf(location)).flatMap(({ title }) => wordsOf(title)));
  const rare = (count) => Math.log(1 + pages.size / count) ** 0.7;
  const weights = new Map([...pagesWith].map(([word, count]) => [word, rare(count) * (titled.has(word) ? TITLED : 1)]));
  const weight = (word) => weights.get(word) || rare(1);
  const sum = (words) => total([...words].map(weight));

  /* How much a text says a word, from 0 to 1: more each time, and more in a short text. */
  const average = (texts) => total(texts.map(({ words }) => words.length)) / texts.length;
  const usual = { page: average([...pages.values()]), section: average([...pages.values()].flatMap(({ sections }) => sections)) };
  const says = ({ often, words }, word, length, slow) => {
    const times = often.get(word) || 0;
    return times / (times + slow * (0.7 + (0.3 * words.length) / length));
  };

  /* The share of the query that `covers` has, each word by its weight. */
  const share = (query, covers) => total(query.map((word) => weight(word) * covers(word))) / sum(query);

  /* How well a name answers: 1 if it is what was asked, less the more it lacks or adds; `also`: words that it need not say. */
  const fits = ({ name, worth }, query, also) => {
    const shared = sum(query.filter((word) => name.has(word)));
    return shared && worth * share(query, (word) => name.has(word) || !!also?.has(word)) * Math.sqrt(shared / sum(name));
  };
  const best = (things, worth) => things.reduce(([most, one], other) => (worth(other) > most ? [worth(other), other] : [most, one]), [0, null])[1];

  /* How much of the query one section says, under the name of its page. */
  const said = (section, query, called) =>
    share(query, (word) => most([section.heads.has(word) ? 1 : 0, called.has(word) ? CALLED : 0, SPOKEN * says(section, word, usual.section, 1)]));

  /* How many of the words that stand side by side in the query do so there too. */
  const inARow = ({ pairs }, asked) => asked.length && asked.filter((pair) => pairs.has(pair)).length / asked.length;

  /* The short answer on the page to what was asked: the one whose question shares most with it. */
  const answerOn = (location, words) => best(pages.get(location)?.answers || [], (answer) => sum([...new Set(words)].filter((word) => answer.words.has(word))));

  /* How well a page answers. */
  const worth = (location, words) => {
    const [page, query] = [pages.get(location), [...new Set(words)]];
    if (!page || !sum(query)) return 0;
    const name = best(page.names, (one) => fits(one, query));
    const called = name ? name.name : new Set();
    const pairs = pairsOf(words);
    const also = answerOn(location, words)?.words;
    const spoken = share(query, (word) => most([called.has(word) ? 0.5 : 0, says(page, word, usual.page, 2)]));
    return (
      NAMED * (name ? fits(name, query) : 0) +
      ANSWERED * most(page.names.map((one) => fits(one, query, also))) +
      IN_SECTION * most(page.sections.map((section) => said(section, query, called))) +
      ON_PAGE * spoken +
      IN_A_ROW * most(page.sections.map((section) => inARow(section, pairs)))
    );
  };
  return { worth, answerOn };
};
