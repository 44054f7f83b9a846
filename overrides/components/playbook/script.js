for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => window.print());
}

// The bar says in which part of the page the reader is, and keeps that link in view where the bar scrolls.
const jump = document.querySelector('[data-jump] ul');
if (jump) {
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of jump.querySelectorAll('a')) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) links.set(target.closest('section') ?? target, link);
  }
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? 'add' : 'delete'](target);
    const here = [...links].find(([part]) => seen.has(part))?.[1];
    for (const link of links.values()) {
      if (link === here) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
    if (here) jump.scrollTo({ left: here.offsetLeft - jump.clientWidth / 3 });
  }, { rootMargin: '-20% 0px -70% 0px' });
  for (const part of links.keys()) watch.observe(part);
}
