// Shows one page of the file and takes the others out, so that the scripts of the site find what they find on a page.
// Another page is another load of the file: nothing of the page before is left.
{
  /** The files that the scripts of the site ask for and that are in this one already. @type {Set<string>} */
  const carried = new Set(/** @type {any} */ ('CARRIED'));
  const top = new URL('.', location.href);
  const file = location.href.split('#')[0];
  /** @type {Map<string, HTMLElement>} */
  const pages = new Map();
  for (const page of document.querySelectorAll('[data-page]')) {
    if (page instanceof HTMLElement) pages.set(page.dataset.page ?? '', page);
  }

  /** What a fragment says; as it stands where it is cut off within a letter. @param {string} text */
  const read = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  /** The page and the place that a fragment names. @param {string} hash */
  const named = (hash) => {
    const [path = '', place = ''] = read(hash.slice(1)).split('~');
    return pages.has(path) ? { path, place } : undefined;
  };
  const here = named(location.hash) ?? { path: 'index.html', place: location.hash.slice(1) };
  const body = pages.get(here.path);

  // What Material's scripts give to those of the site, and a stay within this file.
  Object.assign(window, { __md_scope: top });
  for (const [path, page] of pages) {
    page.removeAttribute('id');
    if (path !== here.path) page.remove();
  }
  body?.classList.add('bg-pocket__page--shown');
  document.title = `${body?.dataset.title ?? ''} - ${document.title}`;

  /** @param {string} place @param {ScrollBehavior} [behavior] */
  const show = (place, behavior) => document.getElementById(place)?.scrollIntoView({ behavior });
  /** @param {string} path @param {string} place */
  const go = (path, place) => {
    location.hash = place ? `${path}~${place}` : path;
  };

  addEventListener('hashchange', () => {
    const wanted = named(location.hash);
    if (wanted && wanted.path !== here.path) location.reload();
    else if (wanted) show(wanted.place);
    // A place on this page: the address keeps the page too, for a reload or a bookmark.
    else history.replaceState(history.state, '', `#${here.path}~${location.hash.slice(1)}`);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return;
    if (link.href.split('#')[0] === file || !link.href.startsWith(top.href)) return;
    event.preventDefault();
    const [path = '', place = ''] = link.href.slice(top.href.length).split('#');
    if (pages.has(path)) {
      go(path, place);
      return;
    }
    const said = document.querySelector('[data-pocket-said]');
    if (said instanceof HTMLElement) {
      said.hidden = false;
      said.textContent = `“${link.textContent?.trim()}” is not in this file; it is on the site.`;
      said.scrollIntoView({ block: 'nearest' });
    }
  });

  // The scripts of the site ask where they were loaded from, and load some files when they need them. Those are here:
  // most have run, and some wait until they are asked for.
  /** @type {Map<string, string>} */
  const waiting = new Map();
  for (const script of document.querySelectorAll('script[data-waiting]')) {
    waiting.set(script.getAttribute('data-waiting') ?? '', script.textContent ?? '');
  }
  const src = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src');
  if (src?.set && src.get) {
    Object.defineProperty(HTMLScriptElement.prototype, 'src', {
      ...src,
      get() {
        return src.get?.call(this) || (this.dataset.path ? new URL(this.dataset.path, top).href : '');
      },
      /** @param {string} address */
      set(address) {
        const known = [...carried, ...waiting.keys()].find((name) => String(address).endsWith(`/${name}`));
        if (!known) {
          src.set?.call(this, address);
          return;
        }
        this.dataset.path = known;
        this.textContent = waiting.get(known) ?? '';
        setTimeout(() => this.dispatchEvent(new Event('load')));
      },
    });
  }
  if (here.place) {
    history.scrollRestoration = 'manual'; // the place in the address counts, not how far the reader had come
    addEventListener('load', () => show(here.place, 'instant')); // a load begins at the place, as in any browser
  }
}
