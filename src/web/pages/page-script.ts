/**
 * Keeps a page up to date: when something happens, the page is fetched anew and what it shows is put in place, unless
 * somebody is about to write into a form. Without it, or where a browser lacks something, a page stays as it was made.
 */
export function pageScript(words: { readonly updated: string; readonly lost: string }): string {
  return SCRIPT.replaceAll(/^ +/gm, '').replace('WORDS', () => JSON.stringify(words));
}

// Plain and whole, for browsers run it as it stands here.
const SCRIPT = `(() => {
  'use strict';
  const words = WORDS;
  if (!window.EventSource || !window.fetch || !document.currentScript) return;
  const stream = new URL('../api/v1/stream', document.currentScript.src);
  const live = document.createElement('p');
  live.setAttribute('role', 'status');
  live.setAttribute('aria-live', 'polite');
  live.className = 'live';
  document.body.append(live);
  const say = (text) => { if (live.textContent !== text) live.textContent = text; };
  const main = () => document.querySelector('main');
  const isChanged = (field) =>
    field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some((o) => o.selected !== o.defaultSelected) && field.selectedIndex > 0
      : field.type !== 'hidden' && field.value !== field.defaultValue;
  const isBusy = () =>
    main().querySelector('[data-unsaved]') !== null ||
    (document.activeElement && document.activeElement.closest('form')) ||
    [...main().querySelectorAll('input, textarea, select')].some(isChanged);
  const stops = (root) => [...root.querySelectorAll('a[href], button, summary, [tabindex]')];
  const nameOf = (node) => node.id || node.getAttribute('href') || node.textContent;
  const swap = (fresh) => {
    const old = main();
    const open = [...old.querySelectorAll('details')].map((d) => d.open);
    const focused = stops(old).indexOf(document.activeElement);
    const name = focused < 0 ? '' : nameOf(document.activeElement);
    old.replaceWith(fresh);
    [...fresh.querySelectorAll('details')].forEach((d, i) => { if (open[i]) d.open = true; });
    if (focused < 0) return;
    const now = stops(fresh);
    const same = now.find((node) => nameOf(node) === name) || now[focused];
    if (same) same.focus({ preventScroll: true });
  };
  let timer;
  let isNews = false;
  const later = (wait) => { timer ??= setTimeout(refresh, wait); };
  const refresh = async () => {
    timer = undefined;
    if (document.hidden) return;
    if (isBusy()) return later(5000);
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('main');
      if (!fresh || isBusy()) return;
      document.title = page.title;
      swap(document.adoptNode(fresh));
      if (isNews) say(words.updated + ' ' + new Date().toLocaleTimeString());
      isNews = false;
    } catch { /* The stream says when the server is gone. */ }
  };
  const source = new EventSource(stream);
  const news = () => { isNews = true; later(1500); };
  source.addEventListener('transition', news);
  source.addEventListener('incident', news);
  source.addEventListener('error', () => say(words.lost));
  source.addEventListener('open', () => { if (live.textContent === words.lost) { say(''); later(0); } });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) later(0); });
  setInterval(() => later(0), 60000);
})();
`;
