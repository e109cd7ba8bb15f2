import * as fc from 'fast-check';

/** A change of an answer's bytes on their way. Places are shares of its length. */
export type Mutation =
  | { do: 'cut'; at: number }
  | { do: 'flip'; at: number; mask: number }
  | { do: 'drop'; at: number; bytes: number }
  | { do: 'repeat'; at: number; bytes: number; times: number }
  | { do: 'swap-tags'; one: number; other: number }
  | { do: 'insert'; at: number; trap: number; times: number }
  /** Whole elements and sections between two tags: the answer stays well-formed. */
  | { do: 'nest'; at: number; piece: number; depth: number }
  | { do: 'scribble'; at: number; bytes: readonly number[] }
  | { do: 'put-before'; trap: number };

const place = fc.nat(9_999).map((share) => share / 10_000);
const bytes = fc.integer({ min: 1, max: 300 });

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('cut' as const), at: place }),
    fc.record({ do: fc.constant('flip' as const), at: place, mask: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ do: fc.constant('drop' as const), at: place, bytes }),
    fc.record({ do: fc.constant('repeat' as const), at: place, bytes, times: fc.nat(200) }),
    fc.record({ do: fc.constant('swap-tags' as const), one: fc.nat(200), other: fc.nat(200) }),
    fc.record({
      do: fc.constant('insert' as const),
      at: place,
      trap: fc.nat(99),
      times: fc.constantFrom(1, 1, 1, 2, 300, 20_000),
    }),
    fc.record({
      do: fc.constant('nest' as const),
      at: place,
      piece: fc.nat(99),
      depth: fc.constantFrom(0, 1, 5, 90, 300, 5_000),
    }),
    fc.record({
      do: fc.constant('scribble' as const),
      at: place,
      bytes: fc.array(fc.nat(255), { maxLength: 12 }),
    }),
    fc.record({ do: fc.constant('put-before' as const), trap: fc.nat(99) }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** An answer never grows beyond this, whatever is repeated in it. */
const LONGEST = 1_000_000;

export function mutate(answer: Buffer, all: readonly Mutation[]): Buffer {
  return all.reduce((body, one) => mutateOnce(body, one).subarray(0, LONGEST), answer);
}

function mutateOnce(body: Buffer, one: Mutation): Buffer {
  if (one.do === 'swap-tags') return swapTags(body, one);
  if (one.do === 'put-before') return Buffer.concat([pick(PROLOGUES, one.trap), body]);
  const at = Math.floor(body.length * one.at);
  const [before, after] = [body.subarray(0, at), body.subarray(at)];
  switch (one.do) {
    case 'cut':
      return before;
    case 'flip':
      return Buffer.concat([before, after.subarray(0, 1).map((byte) => byte ^ one.mask), after.subarray(1)]);
    case 'drop':
      return Buffer.concat([before, after.subarray(one.bytes)]);
    case 'repeat': {
      const span = after.subarray(0, one.bytes);
      return Buffer.concat([before, ...Array.from({ length: one.times }, () => span), after]);
    }
    case 'insert': {
      const trap = pick(TRAPS, one.trap);
      const times = Math.min(one.times, Math.ceil(LONGEST / trap.length));
      return Buffer.concat([before, ...Array.from({ length: times }, () => trap), after]);
    }
    case 'nest': {
      const end = body.indexOf('>', at) + 1;
      const piece = `${'<a>'.repeat(one.depth)}${PIECES[one.piece % PIECES.length]}${'</a>'.repeat(one.depth)}`;
      return Buffer.concat([body.subarray(0, end), Buffer.from(piece), body.subarray(end)]);
    }
    case 'scribble':
      return Buffer.concat([before, Buffer.from(one.bytes), after]);
  }
}

/** Two tags change places, names, slashes and all. */
function swapTags(body: Buffer, { one, other }: { one: number; other: number }): Buffer {
  const parts = body.toString('latin1').split(/(<[^<>]*>)/);
  const tags = Math.floor(parts.length / 2);
  if (tags === 0) return body;
  const [first, second] = [2 * (one % tags) + 1, 2 * (other % tags) + 1];
  const swapped = parts.with(first, parts[second] ?? '').with(second, parts[first] ?? '');
  return Buffer.from(swapped.join(''), 'latin1');
}

function pick(list: readonly (string | Buffer)[], index: number): Buffer {
  return Buffer.from(list[index % list.length] ?? '');
}

const TRAPS: readonly (string | Buffer)[] = [
  '<',
  '>',
  '&',
  '"',
  '/',
  '<a>',
  '</a>',
  '<a/>',
  '<JobsDetail>',
  '</JobsDetail>',
  '</Operation>',
  '</Response>',
  '<NextToken></NextToken>',
  '<__proto__>',
  '<constructor/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?php x ?>',
  '<!ENTITY x "y">',
  '&lol9;',
  '&#0;',
  '&#x110000;',
  '&#xD800;',
  '&#99999999999999999999;',
  '&amp;lt;',
  'a="b" ',
  `<a b="${'c'.repeat(50_000)}">`,
  `<a ${'b="c" '.repeat(5_000)}>`,
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf0, 0x9f]),
  '\uFEFF',
  '\u202E',
];

const PIECES: readonly string[] = [
  '',
  'text',
  '<JobsDetail/>',
  '<JobsDetail>text</JobsDetail>',
  '<JobsDetail><JobId>b1</JobId><State>Failed</State></JobsDetail>',
  '<NextToken>1</NextToken>',
  '<Operation><Operation/></Operation>',
  '<__proto__><JobId>x</JobId></__proto__>',
  '<constructor>x</constructor>',
  '<hasOwnProperty>x</hasOwnProperty>',
  '<!-- </Response> -->',
  '<![CDATA[</Response>]]>',
  '<x y="z" v=\'w\'/>',
  '&#0;&lol;&amp;amp;',
];

const LAUGHS = Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`,
).join('');

const PROLOGUES: readonly (string | Buffer)[] = [
  '\uFEFF',
  '\uFEFF\uFEFF',
  '<?xml version="1.0" encoding="utf-8"?>',
  '<?xml version="1.0" encoding="utf-16"?>',
  Buffer.from([0xff, 0xfe]),
  `<!DOCTYPE Response [<!ENTITY lol0 "lol">${LAUGHS}]>`,
  '<!DOCTYPE Response SYSTEM "file:///etc/passwd">',
  '<!-- before -->',
  '<Response>'.repeat(2_000),
  ' '.repeat(500_000),
];
