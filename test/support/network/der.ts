/** Writes the few forms of ASN.1 DER (ITU-T X.690) that a certificate is made of. */
export const der = {
  sequence: (...parts: readonly Buffer[]) => value(0x30, ...parts),
  set: (...parts: readonly Buffer[]) => value(0x31, ...parts),
  octets: (...parts: readonly Buffer[]) => value(0x04, ...parts),
  text: (text: string) => value(0x0c, Buffer.from(text)),
  boolean: (is: boolean) => value(0x01, Buffer.of(is ? 0xff : 0)),
  /** A whole number that is not negative; the first byte is none too many. */
  integer: (bytes: Buffer) => value(0x02, Buffer.alloc((bytes[0] ?? 0) < 0x80 ? 0 : 1), bytes),
  /** Bits in whole bytes. */
  bits: (bytes: Buffer) => value(0x03, Buffer.of(0), bytes),
  /** Before 2050, as its year has two digits. */
  time: (at: Date) => value(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`)),
  /** A name of the registration tree, as `2.5.4.3`, each of whose arcs but the first two is below 2^28. */
  objectId(dotted: string) {
    const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
    return value(0x06, Buffer.of(first * 40 + second), ...arcs.map(base128));
  },
  /** A field that is told apart by its number alone: `primitive` is a plain value, else one that holds others. */
  tagged(number: number, content: Buffer, kind: 'primitive' | 'constructed') {
    return value((kind === 'primitive' ? 0x80 : 0xa0) + number, content);
  },
};

function value(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

function base128(arc: number): Buffer {
  const bytes = [arc & 0x7f];
  for (let rest = arc >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return Buffer.from(bytes);
}
