/**
 * Takes comments out of XML and turns CDATA sections into escaped text, so that what follows meets neither.
 * Undefined when one of them is not closed. One pass, whatever the text.
 */
export function resolveSections(text: string): string | undefined {
  let resolved = '';
  let from = 0;
  for (let at = text.indexOf('<!'); at !== -1; at = text.indexOf('<!', from)) {
    const section = SECTIONS.find(({ open }) => text.startsWith(open, at));
    // Anything else that begins so (a DOCTYPE) is left for the caller to refuse.
    if (section === undefined) break;
    const end = text.indexOf(section.close, at + section.open.length);
    if (end === -1) return undefined;
    resolved += text.slice(from, at) + section.replace(text.slice(at + section.open.length, end));
    from = end + section.close.length;
  }
  return from === 0 ? text : resolved + text.slice(from);
}

const SECTIONS = [
  { open: '<!--', close: '-->', replace: () => '' },
  { open: '<![CDATA[', close: ']]>', replace: escapeText },
] as const;

/** Decodes the five entities of XML and numeric references; any other reference stays as it is written. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]{2,4}));/gi, (written, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED.get(name) ?? written;
    const codePoint = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return isXmlCharacter(codePoint) ? String.fromCodePoint(codePoint) : written;
  });
}

/** Writes text so that it may stand between tags. */
function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** XML 1.0, production 2 (Char). */
function isXmlCharacter(codePoint: number): boolean {
  return (
    codePoint === 0x9 ||
    codePoint === 0xa ||
    codePoint === 0xd ||
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}
