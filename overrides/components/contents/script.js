// The list of headings beside a page marks the part in which the reader is.
import { here } from './here.js';

const list = document.querySelector('[data-contents]');
const links = /** @type {HTMLAnchorElement[]} */ ([...(list?.querySelectorAll('a[href^="#"]') ?? [])]);
const parts = links.flatMap((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return heading ? [{ link, heading }] : [];
});

function mark() {
  const root = document.documentElement;
  // Where a heading stands once its link was followed, and a little more for fractions of a pixel.
  const line = (parseFloat(getComputedStyle(root).scrollPaddingTop) || 0) + 2;
  const tops = parts.map(({ heading }) => heading.getBoundingClientRect().top);
  const current = here(tops, line, root.scrollHeight - root.clientHeight - scrollY < 2 && scrollY > 0);
  parts.forEach(({ link }, index) => {
    if (index === current) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  });
}

if (parts.length > 0) {
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      mark();
    });
  };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  soon();
}
