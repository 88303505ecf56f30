/* Nothing is stored that the reader did not ask for: the theme keeps the color scheme of every first visit; here it is
   kept only once the reader has chosen one. */
{
  const keep = Storage.prototype.setItem;
  let chosen = false;
  addEventListener("change", (event) => (chosen ||= event.target.name === "__palette"), true);
  Storage.prototype.setItem = function (key, value) {
    if (chosen || !key.endsWith(".__palette")) keep.call(this, key, value);
  };
}
