// Tells of stories that came since the page was made. Nothing moves until the reader asks.
(() => {
  const bar = document.getElementById("live");
  if (!bar || !window.EventSource) return;
  const asked = new URL(bar.dataset.source, location.href);
  let count = 0;
  let failures = 0;
  let source;
  let waiting;
  function told(event) {
    count += 1;
    asked.searchParams.set("after", event.lastEventId);
    const words = count === 1 ? bar.dataset.one : bar.dataset.many;
    const link = bar.querySelector("a");
    link.textContent = words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(count));
    bar.hidden = false;
  }
  function listen() {
    clearTimeout(waiting);
    source?.close();
    source = new EventSource(asked);
    source.addEventListener("open", () => { failures = 0; });
    source.addEventListener("story", told);
    source.addEventListener("error", () => {
      // A browser comes back by itself, unless it was refused: then we do, more and more rarely.
      if (source.readyState !== EventSource.CLOSED) return;
      failures += 1;
      waiting = setTimeout(listen, Math.min(300, 5 * 2 ** failures) * 1000);
    });
  }
  addEventListener("pagehide", () => { clearTimeout(waiting); source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
