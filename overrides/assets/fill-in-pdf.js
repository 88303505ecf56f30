/* Fills the lines of a PDF that the build laid beside the pages. Its bytes stay as they are: behind them come new
   versions of its fields and of what they show, and a table of where these stand (ISO 32000-1, 7.5.6). What a field is
   made of was written down by the build (guide/paper/finish/blanks.py), so that no PDF is read here. */
(() => {
  const MARGIN = 2; // points at either end of a line
  const SMALL = 10; // points below which letters are small for whoever reads a sheet
  const NARROW = 0.8; // of their width, to which letters may be pressed before they become smaller

  const decoded = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const encoded = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0)); // a sign a byte
  const digits = (number, count) => number.toString(16).padStart(count, "0");
  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

  function joined(parts) {
    const whole = new Uint8Array(sum(parts.map((part) => part.length)));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  // ---- what was typed ----

  // Accents may be typed apart from their letter; what nobody sees (of a text that was pasted) is left out.
  const cleaned = (text) => text.normalize("NFC").replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\ufe00-\ufe0f]/gu, "").trim();

  // Signs that the font of the sheets does not have, each once.
  const strange = (text, { letters }) => [...new Set(cleaned(text))].filter((sign) => !Object.hasOwn(letters, sign));

  // A text as a field keeps it: UTF-16, written as digits, so that no sign needs care.
  const kept = (text) => `<feff${Array.from({ length: text.length }, (_, place) => digits(text.charCodeAt(place), 4)).join("")}>`;

  // As large as the line is high; where that is too wide, narrower first, and then smaller, so that all of it fits.
  function fitted(text, [width, height], { letters, ascent, descent }) {
    const wide = sum([...text].map((sign) => letters[sign][1]));
    const [high, fits] = [(1000 * height) / (ascent - descent), (1000 * (width - 2 * MARGIN)) / wide];
    const narrow = Math.max(NARROW, Math.min(1, fits / high));
    return { size: Math.min(high, fits / narrow), narrow };
  }

  function shown(text, place, sheet, font) {
    const { size, narrow } = fitted(text, place.size, font);
    const codes = [...text].map((sign) => digits(font.letters[sign][0], 2)).join("");
    const look = sheet.look.replace(" 0 Tf", ` ${size.toFixed(2)} Tf`);
    const foot = ((-font.descent * size) / 1000).toFixed(2);
    const drawn = `/Tx BMC q BT ${look} ${(100 * narrow).toFixed(2)} Tz ${MARGIN} ${foot} Td <${codes}> Tj ET Q EMC`;
    const about = `/Type /XObject /Subtype /Form /BBox [0 0 ${place.size.join(" ")}] /Resources ${sheet.resources}`;
    return `<< ${about} /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
  }

  // ---- what is appended ----

  // New versions of objects: number -> what it is now.
  function changes(sheet, typed, font) {
    const found = new Map();
    for (const field of sheet.fields.filter(({ name }) => typed[name])) {
      const text = typed[field.name];
      found.set(field.object, `${field.holds.slice(0, -2)}/V ${kept(text)} >>`);
      for (const place of field.places) found.set(place.object, shown(text, place, sheet, font));
    }
    return [...found].sort(([one], [other]) => one - other);
  }

  // Where each object stands: its kind, four bytes of its place, two of its generation, which is the first.
  function table(places, sheet, id) {
    const rows = places.map(([, at]) => [1, at >>> 24, at >>> 16, at >>> 8, at, 0, 0]);
    const known = Object.entries(sheet.trailer).map(([name, value]) => `/${name} ${value}`);
    const index = places.map(([number]) => `${number} 1`);
    const about = ["/Type /XRef /W [1 4 2]", `/Index [${index.join(" ")}]`, `/Size ${sheet.objects + 1}`];
    about.push(`/Prev ${sheet.table}`, ...known, `/ID [<${sheet.id}> <${id}>]`, `/Length ${rows.length * 7}`);
    return joined([encoded(`${sheet.objects} 0 obj\n<< ${about.join(" ")} >>\nstream\n`), Uint8Array.from(rows.flat()), encoded("\nendstream\nendobj\n")]);
  }

  // Another file has another name; the same content has the same (FNV-1a, four times over).
  function named(bytes) {
    const seeds = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
    return seeds.map((seed) => digits(bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), seed) >>> 0, 8)).join("");
  }

  function appended(bytes, sheet, typed, font) {
    const objects = changes(sheet, typed, font);
    if (!objects.length) return bytes;
    const places = [];
    let text = "";
    for (const [number, content] of objects) {
      places.push([number, bytes.length + text.length]);
      text += `${number} 0 obj\n${content}\nendobj\n`;
    }
    const at = bytes.length + text.length;
    const news = encoded(text);
    return joined([bytes, news, table([...places, [sheet.objects, at]], sheet, named(news)), encoded(`startxref\n${at}\n%%EOF\n`)]);
  }

  /* A sheet in one edition with what was typed, by the names of its lines: its bytes, and the lines whose letters came out
     small. What is in no line of the sheet is left out. Every sign must be one that the font has. */
  function filled(common, { bytes, copies }, edition, texts) {
    const whole = joined([decoded(common.bytes), decoded(bytes)]);
    const sheet = copies[edition];
    const typed = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, cleaned(text)]));
    const used = sheet.fields.filter(({ name }) => typed[name]);
    const small = used.filter(({ name, places }) => places.some(({ size }) => fitted(typed[name], size, common.font).size < SMALL));
    const original = joined(sheet.runs.map(([start, length]) => whole.subarray(start, start + length)));
    return { bytes: appended(original, sheet, typed, common.font), small: small.map(({ name }) => name) };
  }

  window.fillIn = { filled, strange };
})();
