import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { duration, secret } from '../../../../src/platform/values/field-types.ts';
import { listenAddress } from '../../../../src/platform/values/listen-address.ts';
import { endpointUrl, pageUrl, proxyUrl, publicUrl, tokenUrl } from '../../../../src/platform/values/urls.ts';

const HOST = fc.domain();
const PORT = fc.integer({ min: 1, max: 65_535 });
const URL_TEXT = fc.tuple(fc.constantFrom('http', 'https'), HOST, PORT);

/** Each type with texts that it takes. */
const TYPES: [string, z.ZodType<unknown, string>, fc.Arbitrary<string>][] = [
  [
    'a duration',
    duration({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    fc.tuple(fc.nat(999_999), fc.constantFrom('ms', 's', 'm', 'h', 'd')).map((parts) => parts.join('')),
  ],
  [
    'an address to listen on',
    listenAddress(),
    fc
      .tuple(
        fc.oneof(
          fc.ipV4(),
          HOST,
          fc.ipV6().map((address) => `[${address}]`),
        ),
        PORT,
      )
      .map((parts) => parts.join(':')),
  ],
  ...[endpointUrl(), publicUrl(), pageUrl(), tokenUrl(), proxyUrl()].map((type): (typeof TYPES)[number] => [
    'a URL',
    type,
    URL_TEXT.map(([scheme, host, port]) => `${scheme}://${host}:${port}`),
  ]),
];

describe('a value that was read from a text', () => {
  it.each(TYPES)('is written as a text that reads as the same value: %s', (_, type, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const value = z.decode(type, text);
        const written = z.encode(type, value);
        expect(z.decode(type, written)).toEqual(value);
        expect(z.encode(type, z.decode(type, written))).toBe(written);
      }),
    );
  });

  it('is written as *** when it is a secret, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: fc.constantFrom('a', 'Z', '0', '-', '/', '"') }),
        (text) => {
          const value = z.decode(secret(), text);
          expect(value.reveal()).toBe(text);
          expect(z.encode(secret(), value)).toBe('***');
        },
      ),
    );
  });

  it('is written without the login when it is a proxy', () => {
    const proxy = z.decode(proxyUrl(), 'http://ada:hunter2@proxy.example.com:3128');
    expect(z.encode(proxyUrl(), proxy)).toBe('http://***@proxy.example.com:3128');
  });
});
