// Keeps a page up to date. When something happens, the page is fetched again, and its content takes the place of what
// is shown, unless somebody writes into it. Where a browser lacks something, a page stays as it was made.
//
// A browser opens six connections to a server that speaks HTTP/1.1, for all its tabs together, and an event stream
// keeps one of them. So only a page that is seen listens, and of those one for all (Web Locks, which browsers have
// where the address is `https:` or this machine; elsewhere each page that is seen listens for itself).

const SOON = 1_500;
const LATER = 15_000;
const EVERY_MINUTE = 60_000;
const FIELDS = 'input, textarea, select';

/** The line at the foot of the page that says how current it is. */
const live = document.createElement('p');
live.setAttribute('role', 'status');
live.className = 'live';

/** @type {number | undefined} */
let timer;
let hasNews = false;
let isStale = false;

/** @param {number} wait in milliseconds */
function refreshAfter(wait) {
  timer ??= setTimeout(refresh, wait);
}

async function refresh() {
  timer = undefined;
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'manual' });
    if ([0, 401, 403].includes(answer.status)) warn(WORDS.signedOut);
    else if (!answer.ok) warn(WORDS.lost);
    else show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    warn(WORDS.lost);
  }
}

/** @param {Document} page */
function show(page) {
  if (isInUse()) {
    warn(WORDS.paused);
    return refreshAfter(LATER);
  }
  const [old, fresh] = [document, page].map((one) => one.querySelector('main'));
  if (!old || !fresh) return warn(WORDS.lost);
  document.title = page.title;
  replace(old, document.adoptNode(fresh));
  if (hasNews) say(`${WORDS.updated} ${new Date().toLocaleTimeString()}`);
  else if (isStale) say('');
  hasNews = isStale = false;
  delete document.body.dataset['stale'];
}

/** @param {string} text */
function warn(text) {
  isStale = true;
  document.body.dataset['stale'] = 'true';
  say(text);
}

/** @param {string} text */
function say(text) {
  if (live.textContent !== text) live.textContent = text;
}

/** Says whether somebody writes into the page, or has written. */
function isInUse() {
  return (
    document.querySelector(`main :is([data-unsaved], dialog[open], :is(${FIELDS}):focus)`) !== null ||
    [...document.querySelectorAll(`main :is(${FIELDS})`)].some(isChanged)
  );
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement)
    return field.selectedIndex > 0 && !field.options[field.selectedIndex]?.defaultSelected;
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false;
  const isTicked = field.type === 'checkbox' || field.type === 'radio';
  return isTicked ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

/**
 * What was unfolded stays so, and the focus stays where it was.
 * @param {Element} old
 * @param {Element} fresh
 */
function replace(old, fresh) {
  const unfolded = folds(old);
  const [focused = ''] = [...stops(old)].find(([, node]) => node === document.activeElement) ?? [];
  old.replaceWith(fresh);
  for (const [key, node] of folds(fresh)) node.open = unfolded.get(key)?.open ?? node.open;
  stops(fresh).get(focused)?.focus({ preventScroll: true });
}

/** @param {Element} root */
function folds(root) {
  return keyed(root.querySelectorAll('details'), (node, near) =>
    [...near.querySelectorAll('details')].indexOf(node),
  );
}

/** @param {Element} root */
function stops(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const nodes = root.querySelectorAll('a[href], button, summary, [tabindex]');
  return keyed(nodes, (node) => {
    if (node instanceof HTMLAnchorElement) return node.href;
    return `${node instanceof HTMLButtonElement ? node.form?.action : ''}${node.textContent}`;
  });
}

/**
 * Gives nodes a key that they keep when the page is made again: the nearest id, and a name below it.
 * @template {Element} Node
 * @param {NodeListOf<Node>} nodes
 * @param {(node: Node, near: Element) => string | number} nameOf
 */
function keyed(nodes, nameOf) {
  return new Map(
    [...nodes].map((node) => {
      const near = node.closest('[id]') ?? node;
      return [`${near.id} ${nameOf(node, near)}`, node];
    }),
  );
}

/** @param {string} kind of an event of the stream, or `refused` when it has ended for good */
function hear(kind) {
  if (kind === 'error') return warn(WORDS.lost);
  if (kind === 'open' && !isStale) return;
  if (kind === 'transition' || kind === 'incident') hasNews = true;
  refreshAfter(SOON);
}

/** @param {string} stream its address */
function follow(stream) {
  // Both are missing in some browsers.
  const others = navigator.locks && window.BroadcastChannel && new BroadcastChannel(stream);
  others?.addEventListener('message', ({ data }) => hear(data));
  /** @type {AbortController | undefined} */
  let held;
  const begin = () => {
    held?.abort();
    if (document.hidden) return;
    held = new AbortController();
    const { signal } = held;
    const listen = () => listenTo(stream, { signal, others, begin });
    if (others) navigator.locks.request(stream, { signal }, listen).catch(() => {});
    else void listen();
  };
  document.addEventListener('visibilitychange', () => {
    begin();
    refreshAfter(0);
  });
  begin();
  setInterval(() => refreshAfter(0), EVERY_MINUTE);
}

/**
 * Ends when the signal aborts.
 * @param {string} stream
 * @param {{ signal: AbortSignal, others: BroadcastChannel | undefined, begin: () => void }} how
 * @returns {Promise<void>}
 */
function listenTo(stream, { signal, others, begin }) {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const source = new EventSource(stream);
    for (const type of ['transition', 'incident', 'error', 'open'])
      source.addEventListener(type, () => {
        const kind = source.readyState === EventSource.CLOSED ? 'refused' : type;
        hear(kind);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
        others?.postMessage(kind);
        if (kind === 'refused') setTimeout(() => signal.aborted || begin(), LATER);
      });
    signal.addEventListener('abort', () => {
      source.close();
      done();
    });
  });
}

if (window.EventSource && document.currentScript instanceof HTMLScriptElement) {
  document.body.append(live);
  follow(new URL('../api/v1/stream', document.currentScript.src).href);
}
