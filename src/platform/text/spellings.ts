/** A shorter secret may be a word of its own that begins a sentence. */
const ANY_CASE_FROM = 8;

/**
 * Returns a pattern that finds a secret however servers echo it: each sign as it is, encoded for a URL (once or more often,
 * in small or capital hex digits), escaped as in JSON or HTML. A long secret is found in small and capital letters alike.
 */
export function anySpelling(plain: string): RegExp {
  const signs = Array.from(plain, spellingsOf).join('');
  return new RegExp(signs, plain.length >= ANY_CASE_FROM ? 'giu' : 'gu');
}

function spellingsOf(sign: string): string {
  const codePoint = sign.codePointAt(0) ?? 0;
  const inUrl = [...Buffer.from(sign)].map((byte) => `%(?:25)*${anyCase(hex(byte, 2))}`).join('');
  const inJson = Array.from(
    { length: sign.length },
    (_, at) => `\\\\u${anyCase(hex(sign.charCodeAt(at), 4))}`,
  );
  const inHtml = `&#(?:0*${codePoint}|[xX]0*${anyCase(hex(codePoint, 1))});`;
  const others = OTHERS[sign] ?? [];
  return `(?:${[literal(sign), inUrl, inJson.join(''), inHtml, ...others].join('|')})`;
}

/** Spellings of single signs. A backslash before a sign is that of JSON. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  ' ': [String.raw`\+`],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;', String.raw`\\"`],
  "'": ['&apos;'],
  '/': [String.raw`\\/`],
  '\\': [String.raw`\\\\`],
  '\n': [String.raw`\\n`],
  '\r': [String.raw`\\r`],
  '\t': [String.raw`\\t`],
};

/** RegExp.escape writes a lone surrogate so that the flag `u` takes it. */
function literal(sign: string): string {
  return RegExp.escape(sign);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function anyCase(text: string): string {
  return text.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
