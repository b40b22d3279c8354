// Runs before Gradio's own scripts, which keep the functions that they find here.
//
// Gradio never stops the timer of its opening screen, so that the browser draws sixty frames a second for as long as the
// page is open, in every tab. None of its timers is shown on this page; they may tick once a second.
{
  const onFrame = window.requestAnimationFrame.bind(window);
  const counts = /performance\.now\(\)-.*\/1e3/;
  window.requestAnimationFrame = (tick) => (counts.test(tick) ? setTimeout(tick, 1000) : onFrame(tick));
}

// Gradio copies all that a component holds, each word, number and function on its own, whenever it hears of the
// component, by a function meant for whole trees: thousands of calls for one answer. What is no tree needs no copy.
{
  const cloned = window.structuredClone.bind(window);
  window.structuredClone = (value, how) => (value !== null && typeof value === "object" ? cloned(value, how) : value);
}

// Gradio gives every message its direction of writing again, whenever one is added, and the browser then works out the
// style of them all. What is so already stays so.
{
  const { get, set, ...kept } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "dir");
  const isSo = (element, value) => value !== "auto" && element.getAttribute("dir") === value;
  const write = function (value) { if (!isSo(this, value)) set.call(this, value); };
  Object.defineProperty(HTMLElement.prototype, "dir", { ...kept, get, set: write });
}
