// A wide tree starts at its first question, not at its left edge.
for (const box of document.querySelectorAll('.bg-tree__box')) {
  const first = box.querySelector('.bg-diagram__node');
  if (!first || box.scrollWidth <= box.clientWidth) continue;
  const middle = (/** @type {DOMRect} */ rect) => rect.left + rect.width / 2;
  box.scrollLeft = middle(first.getBoundingClientRect()) - middle(box.getBoundingClientRect());
}
