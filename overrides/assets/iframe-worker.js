/* Holds the search back until the search box gets the focus, and makes it work from a USB stick.
   Material starts its search worker with every page. Here a stand-in takes its place and loads the real one, the index
   and the rest only when asked. Browsers refuse workers on pages opened from a file, so a hidden frame does its work
   there. The file's name tells Material's offline plugin that nothing need come from outside. */
{
  class Frame extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      // Some browsers open the frame at once, others after a while, and then with another window in it.
      const opened = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      document.body.append(frame);
      this.ready = opened.then(() => {
        const inside = (this.inside = frame.contentWindow);
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        inside.importScripts = (...urls) => Promise.all(urls.map((each) => load(each, inside.document)));
        return load(url, inside.document);
      });
    }
    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  }

  const Real = location.protocol === "file:" ? Frame : window.Worker;

  const load = (address, where = document) => {
    const script = where.createElement("script");
    script.src = new URL(address, location.href).href;
    script.async = false; // in the order in which they are asked for
    return new Promise((done, failed) => {
      script.onload = done;
      script.onerror = failed;
      where.documentElement.append(script);
    });
  };

  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const start = ({ target }) => {
        if (!target.closest(".md-search")) return;
        document.removeEventListener("focusin", start);
        this.start(url);
      };
      document.addEventListener("focusin", start);
    }
    async start(url) {
      const notes = document.querySelector("[data-find]");
      await Promise.all(notes.dataset.find.split(" ").map((address) => load(address)));
      this.real = new Real(url);
      this.finder = window.finder((message) => this.real.postMessage(message));
      this.real.addEventListener("message", ({ data }) =>
        this.dispatchEvent(new MessageEvent("message", { data: this.finder.answered(data) })),
      );
      this.real.postMessage({ type: 0, data: { ...this.finder.index, options: { suggest: false } } });
    }
    postMessage(message) {
      this.real.postMessage(this.finder.asked(message));
    }
  };
}
