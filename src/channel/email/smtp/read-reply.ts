/** A server's reply, apart from its three digits. */
export interface ReplyEvidence {
  /** Enhanced status codes (RFC 3463) without their class: `1.1` of `550 5.1.1 …`. Those of all lines. */
  codes: readonly string[];
  /** True when a code is of class 4: it may pass, whatever the three digits say. */
  isTransient: boolean;
  /** The words of all lines, without what may stand in them by chance: addresses, host names, links. */
  words: string;
}

/**
 * Takes a reply apart. A code counts where RFC 2034 puts it, at the head of a line's text; also with Cisco's `#` before
 * it, and in qmail's parentheses at the end. Anywhere else it is part of an address, or quoted from another server.
 */
export function readReply(text: string): ReplyEvidence {
  const lines = text.slice(0, LONGEST_READ).split('\n').map(textOf);
  const found = lines.flatMap(codesOf);
  return {
    codes: found.map((code) => code.slice(2)),
    isTransient: found.some((code) => code.startsWith('4.')),
    words: plainWords(lines.map(withoutCode).join(' ')),
  };
}

/** More is not read: a reply may be long, and hostile. */
const LONGEST_READ = 4_000;

function textOf(line: string): string {
  return line.replace(/^\d{3}(?:[ -]|$)/, '').trim();
}

const CODE_AT_HEAD = /^[#(]?([245]\.\d{1,3}\.\d{1,3})(?![\d.])\)?:?/;
const CODE_AT_END = /\(#([245]\.\d{1,3}\.\d{1,3})\)\.?$/;

function codesOf(text: string): string[] {
  return [CODE_AT_HEAD, CODE_AT_END].flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
}

function withoutCode(text: string): string {
  return text.replace(CODE_AT_HEAD, '').replace(CODE_AT_END, '');
}

/** An address or a host may be called `relay`, `spam` or `unknown`; and Postfix names the table that it looked into. */
function plainWords(text: string): string {
  return text
    .replaceAll(/<[^<>]{0,320}>|"[^"]{0,320}"|\S{0,320}@\S{0,320}|https?:\S+/gi, ' ')
    .replaceAll(/\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/g, ' ')
    .replaceAll(/\bin (?:relay|local|virtual|mailbox|recipient|alias)[a-z ]{0,30} table\b/gi, ' ')
    .replaceAll(/\bnot listed in\b/gi, ' not found in ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
