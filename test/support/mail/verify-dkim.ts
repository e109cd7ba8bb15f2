import { createHash, createPublicKey, createVerify } from 'node:crypto';

/**
 * Verifies the DKIM signature of a mail as it arrived (RFC 6376; relaxed/relaxed, rsa-sha256), written from the
 * RFC and apart from what signs. `record` is what stands in the DNS.
 * @returns the tags of the signature. @throws Error that says why it is none.
 */
export function verifyDkim(raw: Buffer, record: string): ReadonlyMap<string, string> {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field));
  if (signature === undefined) throw new Error('there is no signature');
  const tags = tagsOf(signature.slice(signature.indexOf(':') + 1));
  const bodyHash = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64');
  if (tags.get('bh') !== bodyHash) throw new Error('the body is another one');
  const left = [...fields];
  const signed = (tags.get('h') ?? '').split(':').flatMap((name) => {
    // The last one of that name that was not taken yet (§5.4.2).
    const index = left.findLastIndex((field) =>
      field.toLowerCase().startsWith(`${name.trim().toLowerCase()}:`),
    );
    return index < 0 ? [] : left.splice(index, 1).map(relaxedHeader);
  });
  const own = relaxedHeader(signature.replace(/(\bb=)[^;]*$/, '$1'));
  const key = createPublicKey({
    key: Buffer.from(tagsOf(record).get('p') ?? '', 'base64'),
    format: 'der',
    type: 'spki',
  });
  const isGood = createVerify('RSA-SHA256')
    .update([...signed, own].join('\r\n'), 'latin1')
    .verify(key, tags.get('b') ?? '', 'base64');
  if (!isGood) throw new Error('the headers are other ones');
  return tags;
}

function tagsOf(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split(';').map((tag) => {
      const [name = '', ...value] = tag.split('=');
      return [name.trim(), value.join('=').replace(/\s+/g, '')];
    }),
  );
}

/** §3.4.2. */
function relaxedHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const whole = lines.join('\r\n').replace(/(\r\n)*$/, '');
  return whole === '' ? '' : `${whole}\r\n`;
}
