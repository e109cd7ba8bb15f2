import type { NowWords } from '../locale/en/now.ts';

/**
 * Keeps a page up to date: when something happens, the page is fetched again and what it shows is put in place, unless
 * somebody writes into it. Without it, or where a browser lacks something, a page stays as it was made.
 *
 * A browser opens six connections to a server that speaks HTTP/1.1, for all its tabs together, and an event stream keeps
 * one of them: so only a page that is seen listens, and of those one for all (Web Locks, which browsers have where the
 * address is `https:` or this machine; elsewhere each that is seen listens for itself).
 */
export function pageScript(words: NowWords['live']): string {
  return SCRIPT.replaceAll(BLANKS, '$1').replace('WORDS', () => JSON.stringify(words));
}

/** What only people need; no text in the script has a blank that matters beside one of these signs. */
const BLANKS = /\s*([=>{}();,?:|&])\s*/g;

const SCRIPT = `(() => {
  'use strict';
  const words = WORDS;
  const doc = document;
  if (!window.EventSource || !doc.currentScript) return;
  const stream = new URL('../api/v1/stream', doc.currentScript.src).href;
  const live = doc.createElement('p');
  live.setAttribute('role', 'status');
  live.className = 'live';
  doc.body.append(live);
  const say = (text) => { if (live.textContent !== text) live.textContent = text; };
  const main = () => doc.querySelector('main');
  const all = (root, what) => [...root.querySelectorAll(what)];
  const isChanged = (field) =>
    field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
      : field.options ? field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected
      : field.type !== 'hidden' && field.value !== field.defaultValue;
  const isBusy = () => main().querySelector('[data-unsaved], dialog[open], :is(input, textarea, select):focus')
    || all(main(), 'input, textarea, select').some(isChanged);
  const keyed = (root, what, nameOf) => new Map(all(root, what).map((node) => {
    const near = node.closest('[id]');
    return [near.id + ' ' + nameOf(node, near), node];
  }));
  const folds = (root) => keyed(root, 'details', (node, near) => all(near, 'details').indexOf(node));
  const stops = (root) => keyed(root, 'a[href], button, summary, [tabindex]',
    (node) => node.href || node.form?.action + node.textContent);
  const swap = (fresh) => {
    const old = main();
    const was = folds(old);
    const [at] = [...stops(old)].find(([, node]) => node === doc.activeElement) || [];
    old.replaceWith(fresh);
    for (const [key, node] of folds(fresh)) if (was.has(key)) node.open = was.get(key).open;
    stops(fresh).get(at)?.focus({ preventScroll: true });
  };
  let timer, isNews, isPoor;
  const warn = (text) => { doc.body.dataset.stale = isPoor = true; say(text); };
  const later = (wait) => { timer ??= setTimeout(refresh, wait); };
  const refresh = async () => {
    timer = undefined;
    if (doc.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'manual' });
      if ([0, 401, 403].includes(answer.status)) return warn(words.signedOut);
      if (!answer.ok) return warn(words.lost);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (isBusy()) { warn(words.paused); return later(15000); }
      doc.title = page.title;
      swap(doc.adoptNode(page.querySelector('main')));
      if (isNews) say(words.updated + ' ' + new Date().toLocaleTimeString());
      else if (isPoor) say('');
      isNews = isPoor = false;
      delete doc.body.dataset.stale;
    } catch { warn(words.lost); }
  };
  const hear = (kind) => {
    if (kind === 'error') return warn(words.lost);
    if (kind === 'open' && !isPoor) return;
    if (kind === 'transition' || kind === 'incident') isNews = true;
    later(1500);
  };
  const others = navigator.locks && window.BroadcastChannel && new BroadcastChannel(stream);
  if (others) others.onmessage = ({ data }) => hear(data);
  const listen = (signal) => signal.aborted || new Promise((done) => {
    const source = new EventSource(stream);
    for (const kind of ['transition', 'incident', 'error', 'open']) source.addEventListener(kind, () => {
      const what = source.readyState === 2 ? 'refused' : kind;
      hear(what);
      others?.postMessage(what);
      if (what === 'refused') setTimeout(() => signal.aborted || begin(), 15000);
    });
    signal.onabort = () => { source.close(); done(); };
  });
  let held;
  const begin = () => {
    held?.abort();
    if (doc.hidden) return;
    held = new AbortController();
    const { signal } = held;
    if (others) navigator.locks.request(stream, { signal }, () => listen(signal)).catch(() => {});
    else listen(signal);
  };
  doc.onvisibilitychange = () => { begin(); later(0); };
  begin();
  setInterval(() => later(0), 60000);
})();
`;
