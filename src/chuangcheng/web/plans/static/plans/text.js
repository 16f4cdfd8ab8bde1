// A plan's text beside its statements: whichever of the two is looked at, the other is marked and brought into sight.
// Without this module the anchors between both do the same, one click at a time.

const sides = document.querySelector("[data-text-sides]");
const side = sides?.querySelector("[data-text-side]");
const words = side?.querySelector(".text-words");

function mark(key) {
  for (const one of sides.querySelectorAll(".is-here, .is-inside")) one.classList.remove("is-here", "is-inside");
  for (const one of words.querySelectorAll(`[data-inside~="${key}"]`)) one.classList.add("is-inside");
  const said = [...words.querySelectorAll(`[data-said~="${key}"]`)];
  for (const one of [...said, document.getElementById(key)]) one?.classList.add("is-here");
  return said[0];
}

function bringIntoSight(said) {
  if (!said || !side.open) return;
  const here = said.offsetTop - words.scrollTop;
  if (here < 0 || here > words.clientHeight - 60) words.scrollTop = said.offsetTop - words.clientHeight / 3;
}

if (words) {
  if (matchMedia("(width < 900px)").matches) side.open = false;
  sides.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) bringIntoSight(mark(card.dataset.card));
  });
  sides.addEventListener("click", (event) => {
    const quoted = event.target.closest('.text-sentence a[href^="#t-"]');
    const card = event.target.closest("[data-card]");
    if (quoted && side.open && matchMedia("(width >= 900px)").matches) event.preventDefault();
    else if (quoted) side.open = true;
    if (card) bringIntoSight(mark(card.dataset.card));
    const said = event.target.closest("[data-said]");
    if (!said) return;
    const [key] = said.dataset.said.split(" ");
    mark(key);
    document.getElementById(key)?.focus({ preventScroll: true });
  });
  if (location.hash.length <= 1) bringIntoSight(sides.dataset.textSides ? words.querySelector("[data-said]") : null);
  else bringIntoSight(mark(location.hash.slice(1).replace(/^t-/, "").replace(/[^fu\d]/g, "")));
}
