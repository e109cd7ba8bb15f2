/**
 * Takes keys out of a text that somebody else wrote: Tencent's services quote what a request was signed with, and a job's
 * message may quote a signed address. Each value becomes `***`, its name stays.
 */
export function hideKeys(text: string): string {
  return PATTERNS.reduce((hidden, pattern) => hidden.replace(pattern, '$1***'), text);
}

/** A value up to the next parameter, plain or encoded for a URL. */
const VALUE = String.raw`(?:[^\s&"'<>,;\\%]|%(?!26|22|20|0[ad]|3c)[0-9a-f]{2})`;
/** The signs between a name and its value, plain or encoded: in a URL, JSON, XML, a header. */
const JOINT = String.raw`\\?["']?\s*(?:[=:>]|%3d|%3a)\s*\\?["']?`;
/** The same, but for a colon without quotes: prose has it. */
const CLOSE_JOINT = String.raw`(?:\\?["']\s*:\s*\\?["']|=|>|%3d)`;

const PATTERNS: readonly RegExp[] = [
  // `q-ak=…`, `q-signature%3D…`.
  new RegExp(String.raw`(\bq-(?:ak|signature)${JOINT})${VALUE}+`, 'gi'),
  // `"SecretKey":"…"`, `<AccessKeyId>…`, `x-cos-security-token: …`.
  new RegExp(
    String.raw`(\b(?:x-c[io]s?-security-token|security-?token|session-?token|(?:tmp)?secret-?(?:id|key)|(?:aws)?access-?key-?id)${JOINT})${VALUE}{8,}`,
    'gi',
  ),
  // `token=…`, `Signature=…`.
  new RegExp(String.raw`(\b(?:token|signature)${CLOSE_JOINT})${VALUE}{8,}`, 'gi'),
  // `Authorization: Bearer …`, also with a scheme that nobody knows.
  new RegExp(String.raw`(\b(?:proxy-)?authorization${JOINT}(?:[\w-]+ +)?)${VALUE}{16,}`, 'gi'),
  // The id of a key, which says whose it is, wherever it stands.
  /(\b)(?:AKID|IKID)[\w-]{8,}/g,
];
