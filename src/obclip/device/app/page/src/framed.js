// A page that frames this one could lay its own things over the buttons. A file on a static host cannot forbid it by a header: it does not start.

/** Throws where another page frames this one, after saying so in place of everything else. */
export function standAlone() {
  if (window.top === window.self) return;
  const said = "This page does not work inside another page, which could lay its own buttons over it: open it in a tab of its own.";
  document.body.textContent = said;
  throw new Error(said);
}
