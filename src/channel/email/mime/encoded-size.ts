export type TransferEncoding = '7bit' | 'quoted-printable' | 'base64';

/**
 * Chooses how a text part travels: untouched where SMTP allows it, else in the shorter encoding. So English stays
 * readable in the raw mail, and Chinese does not triple. `bytes` is an upper bound.
 */
export function chooseEncoding(text: string): {
  encoding: TransferEncoding;
  bytes: number;
} {
  const content = Buffer.from(text);
  // 76 columns, the length that nodemailer takes as the longest unencoded line.
  if (/^[\t\r\n\x20-\x7e]*$/.test(text) && !/[^\r\n]{77}/.test(text)) {
    return { encoding: '7bit', bytes: content.length };
  }
  const quoted = quotedPrintableBound(content);
  const base64 = Math.ceil(content.length / 3) * 4;
  const base64Lines = base64 + 2 * Math.ceil(base64 / 76);
  return quoted <= base64Lines
    ? { encoding: 'quoted-printable', bytes: quoted }
    : { encoding: 'base64', bytes: base64Lines };
}

/** nodemailer wraps at 76 columns, but up to a third earlier when it finds a blank there. */
const SHORTEST_SOFT_LINE = 50;

function quotedPrintableBound(content: Buffer): number {
  let bytes = 0;
  for (const byte of content) bytes += isLiteral(byte) ? 1 : 3;
  return bytes + 3 * Math.ceil(bytes / SHORTEST_SOFT_LINE);
}

function isLiteral(byte: number): boolean {
  return (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || byte === 0x0d || byte === 0x0a;
}
