import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRow } from '../../../../src/tencent/xml/read-row.ts';
import { createXmlReader, elementsNamed } from '../../../../src/tencent/xml/xml.ts';

const readWhole = createXmlReader(['Response.JobsDetail.Input', 'Response.JobsDetail.Operation']);

const name = fc.constantFrom(
  'Name',
  'Message',
  'Input',
  'Operation',
  'JobsDetail',
  'constructor',
  '__proto__',
  'a.b:c-d',
);
const text = fc.stringMatching(/^([ \r\n\t]|[a-z>"'/=]|&amp;|&lt;|&#x4e2d;|&nope;|数){0,8}$/);
const attributes = fc.constantFrom('', '', ' a="1"', " a = '/' b=\"'\" ", ' ');

/** Elements and texts, each in another a few deep. */
const { inner } = fc.letrec<{ inner: string; element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      attributes,
      fc.oneof({ maxDepth: 3, withCrossShrink: true }, text, tie('inner')),
      fc.boolean(),
    )
    .map(([tag, written, content, isShort]) =>
      content === '' && isShort ? `<${tag}${written}/>` : `<${tag}${written}>${content}</${tag} >`,
    ),
  inner: fc
    .array(fc.tuple(text, tie('element')), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.flat().join('')),
}));

it('a row is read as the parser reads it, whatever stands in it', () => {
  fc.assert(
    fc.property(inner, (xml) => {
      const response =
        elementsNamed(readWhole(`<Response><JobsDetail>${xml}</JobsDetail></Response>`), 'Response')[0] ?? {};
      const { '#text': _, ...row } = elementsNamed(response, 'JobsDetail')[0] ?? {};
      expect(readRow(xml.replace(/\r\n?/g, '\n'))).toEqual(row);
    }),
    { numRuns: 1_000 },
  );
});
