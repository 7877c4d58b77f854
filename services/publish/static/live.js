// Tells of stories that came since the page was made. Nothing moves until the reader asks.
(() => {
  const bar = document.getElementById("live");
  if (!bar || !window.EventSource) return;
  let count = 0;
  const source = new EventSource(bar.dataset.source);
  source.addEventListener("story", () => {
    count += 1;
    const words = count === 1 ? bar.dataset.one : bar.dataset.many;
    const link = bar.querySelector("a");
    link.textContent = words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(count));
    bar.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
})();
