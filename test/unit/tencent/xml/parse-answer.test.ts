import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJob, renderPage } from '../../../../src/demo/simulator/render.ts';
import type { ParsedPage } from '../../../../src/tencent/xml/parse-answer.ts';
import { parseBody } from '../../../support/poll/parse-body.ts';

const folder = new URL('../../../fixtures/tencent/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));

function pageOf(text: string): ParsedPage {
  const parsed = parseBody(text);
  if (parsed.kind !== 'page') throw new Error(`not a page: ${JSON.stringify(parsed)}`);
  return parsed.page;
}

const row = (inner: string) =>
  `<Response><JobsDetail><JobId>b1</JobId><State>Running</State>${inner}</JobsDetail></Response>`;
const jobOf = (inner: string) => {
  const [job] = pageOf(row(inner)).jobs;
  if (job === undefined) throw new Error('no job');
  return job;
};

describe('reading the fixtures', () => {
  it.each(names.filter((name) => name.startsWith('list-')))('takes %s for a page', (name) => {
    const text = fixture(name);
    const page = pageOf(text);
    const ids = [...text.matchAll(/<JobId>(.*?)<\/JobId>/g)].map(([, id]) => id);
    expect(page.jobs.map(({ jobId }) => jobId)).toEqual(ids);
    expect(page.skippedRows).toBe(0);
    expect(page.nextToken).toBe(/<NextToken>(.*?)<\/NextToken>/.exec(text)?.[1] ?? '');
  });

  it.each(names.filter((name) => name.startsWith('error-')))('takes %s for an error', (name) => {
    const text = fixture(name);
    expect(parseBody(text)).toEqual({
      kind: 'error',
      error: {
        code: /<Code>(.*?)<\/Code>/.exec(text)?.[1],
        message: /<Message>(.*?)<\/Message>/.exec(text)?.[1],
        requestId: /<RequestId>(.*?)<\/RequestId>/.exec(text)?.[1],
      },
    });
  });

  it('refuses the malformed skeleton of the documentation', () => {
    expect(parseBody(fixture('list-doc-typo-unclosed-requestid.xml.txt'))).toMatchObject({
      kind: 'malformed',
    });
  });
});

describe('reading a page', () => {
  it('reads the layout of 2022: no type, empty times, a token of hex digits', () => {
    const page = pageOf(fixture('list-legacy-2022-placeholders.xml'));
    expect(page.nextToken).toBe('e8f65004eb8511eaaed4f377124a303c');
    expect(page.jobs[0]).toMatchObject({ type: '', message: 'Success', endTime: '', state: 'Submitted' });
  });

  it('reads a dash as no time', () => {
    const [workflow] = pageOf(fixture('list-mixed-workflow-and-job.xml')).jobs;
    expect(workflow).toMatchObject({ startTime: '', endTime: '', creationTime: '2024-06-27T15:23:10+0800' });
  });

  it('never guesses a number', () => {
    const page = pageOf(fixture('list-token-exponent-like.xml'));
    expect(page.nextToken).toBe('65004e85');
    expect(page.jobs[0]).toMatchObject({ jobId: '12e45', name: '0042' });
  });

  it('keeps undocumented leaf nodes in extra', () => {
    const [job] = pageOf(fixture('list-go-sdk-extra-fields.xml')).jobs;
    expect(job?.extra).toEqual({
      Tag: 'Transcode',
      Progress: '30',
      QueueId: 'p00000000000000000000000000000001',
    });
  });

  it('keeps Input and Operation raw', () => {
    const [job] = pageOf(fixture('list-escapes-and-unicode.xml')).jobs;
    expect(job?.name).toBe('批量转码_2024-06');
    expect(job?.input.trim()).toBe('<Prefix>输入/a&amp;b/</Prefix>');
    expect(job?.operation).toContain('<UserData>a &amp; b &lt;c&gt;</UserData>');
  });
});

describe('reading values', () => {
  it.each([
    ['&#25209;&#x6279;', '批批'],
    ['&amp;lt; &lt;&gt;&quot;&apos;', '&lt; <>"\''],
    ['&#x1F600;', '😀'],
    ['<![CDATA[a &amp; <b>]]>', 'a &amp; <b>'],
    ['x<![CDATA[]]]]><![CDATA[>]]>y', 'x]]>y'],
    ['<!-- not me -->shown', 'shown'],
    ['  two blanks before', '  two blanks before'],
    [' \n ', ' \n '],
    ['1e5', '1e5'],
    ['0x1F', '0x1F'],
    ['true', 'true'],
    ['&nbsp;&#0;&#xD800;&#99999999;', '&nbsp;&#0;&#xD800;&#99999999;'],
  ])('a name written %j is %j', (written, name) => {
    expect(jobOf(`<Name>${written}</Name>`).name).toBe(name);
  });

  it('is not misled by a tag named __proto__', () => {
    const job = jobOf(
      '<__proto__><JobId>x</JobId></__proto__><constructor>c</constructor><toString>t</toString>',
    );
    expect(job.jobId).toBe('b1');
    expect(Object.getPrototypeOf(job.extra)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'JobId')).toBe(false);
  });

  it('counts rows without id or state and keeps the others', () => {
    const page = pageOf(
      '<Response><JobsDetail/><JobsDetail>text</JobsDetail><JobsDetail><JobId>b1</JobId></JobsDetail>' +
        '<JobsDetail><State>Failed</State></JobsDetail><JobsDetail><JobId>b2</JobId><State>Failed</State></JobsDetail>' +
        '<JobsDetail><JobId>b3</JobId><State>Failed</State><State>Pause</State></JobsDetail></Response>',
    );
    expect(page.jobs.map(({ jobId }) => jobId)).toEqual(['b2']);
    expect(page.skippedRows).toBe(5);
  });

  it('keeps what looks like the end of Operation inside CDATA or a comment', () => {
    const job = jobOf(
      '<Operation><UserData><![CDATA[</Operation></JobsDetail>]]></UserData><!-- </Operation> --></Operation><Name>n</Name>',
    );
    expect(job.operation).toBe('<UserData>&lt;/Operation&gt;&lt;/JobsDetail&gt;</UserData>');
    expect(job.name).toBe('n');
  });

  it('keeps an Operation within an Operation whole', () => {
    expect(jobOf('<Operation><Operation>a</Operation></Operation>').operation).toBe(
      '<Operation>a</Operation>',
    );
  });
});

describe('refusing a body', () => {
  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['HTML', '<!DOCTYPE html><html><body><p>Sign in<br></body></html>'],
    ['well-formed HTML', '<html><body>x</body></html>'],
    ['JSON', '{"code":"x"}'],
    ['another root', '<Result/>'],
    ['two roots', '<Response/><Response/>'],
    ['text behind the root', '<Response/>x'],
    ['a root of text', '<Response>x</Response>'],
    ['an entity bomb', '<!DOCTYPE r [<!ENTITY a "aaaa">]><Response><RequestId>&a;</RequestId></Response>'],
    ['a processing instruction', '<Response><?php x ?></Response>'],
    ['a closing tag that closes itself', '<Response><JobsDetail></JobsDetail/></Response>'],
    ['an open comment', '<Response><!-- x</Response>'],
    [
      'the comment that is too short',
      row('<Operation><!--> </Operation> --></Operation>').replace('-->', ''),
    ],
    ['open CDATA', '<Response><![CDATA[x</Response>'],
    ['another encoding', '<?xml version="1.0" encoding="gbk"?><Response/>'],
    ['crossed tags', row('<Operation><a></Operation></a>')],
    ['a bracket in an attribute', row('<Operation a="</Operation>">x</Operation>')],
    ['tags nested too deep', `<Response>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</Response>`],
  ])('%s is malformed', (_what, text) => {
    expect(parseBody(text)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a body that was damaged', () => {
  it.each(names.filter((name) => name.startsWith('list-')))(
    '%s cut anywhere is refused, or is the same',
    (name) => {
      const text = fixture(name);
      const whole = JSON.stringify(parseBody(text));
      const end = text.trimEnd().length;
      for (let length = 0; length < text.length; length += 1) {
        const parsed = parseBody(text.slice(0, length));
        if (parsed.kind !== 'malformed') expect(JSON.stringify(parsed)).toBe(whole);
        expect(parsed.kind === 'malformed').toBe(length < end);
      }
    },
  );

  it('never throws, whatever happened to a page on its way', () => {
    const page = fixture('list-escapes-and-unicode.xml');
    const bits = fc.constantFrom(
      '<',
      '>',
      '&',
      '/',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '"',
      '\0',
      '</Operation>',
      '&#x;',
    );
    const edits = fc.array(fc.tuple(fc.nat(page.length), fc.nat(30), fc.oneof(bits, fc.string())), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        let text = page;
        for (const [at, dropped, added] of changes)
          text = text.slice(0, at) + added + text.slice(at + dropped);
        expect(['page', 'error', 'malformed']).toContain(parseBody(text).kind);
      }),
      { numRuns: 500 },
    );
  });
});

describe('megabytes of traps', () => {
  // What takes more than one pass over the text would not end within the time limit of a test.
  it.each(['<!--', '<![CDATA[', '<', '<a ', '&#', '&', '<a b="', ' ', ']]>'])(
    'of %j are read in one pass',
    (trap) => {
      const many = trap.repeat(4_000_000 / trap.length);
      expect(parseBody(`<Response><Name>${many}`).kind).toBe('malformed');
      expect(['page', 'malformed']).toContain(parseBody(`<Response><Name>${many}</Name></Response>`).kind);
    },
    60_000,
  );
});

describe('what the simulator writes', () => {
  it('is read back byte for byte, whatever the text', () => {
    const xmlText = fc
      .string({ unit: 'binary', maxLength: 60 })
      .map((text) =>
        text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''),
      );
    fc.assert(
      fc.property(xmlText, xmlText, fc.nat(3), (name, message, copies) => {
        const job = { jobId: 'b1', state: 'Failed', creationTime: 0, name, message, code: 'X' };
        const rows = Array.from({ length: copies }, () => renderJob(job));
        const page = pageOf(renderPage(rows, '0042', 'r1'));
        expect(page.nextToken).toBe('0042');
        expect(page.jobs).toHaveLength(copies);
        for (const read of page.jobs) expect(read).toMatchObject({ name, message, state: 'Failed' });
      }),
      { numRuns: 300 },
    );
  });
});
