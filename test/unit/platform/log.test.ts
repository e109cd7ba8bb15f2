import { describe, expect, it } from 'vitest';
import { createLogger, FailureLog } from '../../../src/platform/log.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

function capture(level: 'debug' | 'info' = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const texts: string[] = [];
  const destination = {
    write(text: string) {
      texts.push(text);
      lines.push(JSON.parse(text) as Record<string, unknown>);
    },
  };
  return { lines, texts, log: createLogger({ level, destination }) };
}

describe('a log line', () => {
  it('is one line of JSON with level by name, time in UTC and message', () => {
    const { lines, texts, log } = capture();
    log.info({ job_id: 'a\nb', target: 'media' }, 'job transition');
    expect(texts[0]?.trimEnd()).not.toContain('\n');
    expect(lines[0]).toMatchObject({ level: 'info', job_id: 'a\nb', msg: 'job transition' });
    expect(lines[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(Object.keys(lines[0] ?? {})).not.toContain('pid');
  });

  it('writes a fault of ours by code and hint, without a stack', () => {
    const { lines, log } = capture();
    const fault = new StoreFault('store-full', 'the store is full', {
      hint: 'Free some space.',
      cause: new Error('disk'),
    });
    log.error({ err: fault }, 'cannot go on');
    expect(lines[0]?.['err']).toEqual({
      type: 'StoreFault',
      code: 'store-full',
      reason: 'store',
      retryable: true,
      message: 'the store is full',
      hint: 'Free some space.',
      cause: 'disk',
    });
  });

  it('writes a bug with its stack, and survives what is no error at all', () => {
    const { lines, log } = capture();
    log.error({ err: new TypeError('x is not a function') }, 'bug');
    expect(lines[0]?.['err']).toMatchObject({
      type: 'TypeError',
      stack: expect.stringContaining('log.test'),
    });
    log.error({ err: 'just text' }, 'bug');
    log.error({ err: undefined }, 'bug');
    expect(lines[1]?.['err']).toEqual({ message: 'just text' });
  });

  it.each([
    ['8-bit controls', '\u009B31m\u0085\u007F'],
    ['directions', '\u202Egnp.exe\u2066\u200F\u061C'],
    ['separators of lines', '\u2028\u2029'],
    ['what nobody sees', '\u200B\uFEFF\u{E0041}'],
  ])('shows %s of a name by their numbers, and reads back as it was', (_what, name) => {
    const { lines, texts, log } = capture();
    log.info({ name, [name]: 1, err: new Error(name) }, name);
    expect(texts[0]?.trimEnd()).toMatch(/^[ -~]+$/);
    expect(lines[0]).toMatchObject({ name, [name]: 1, msg: name });
  });

  it('shows no key that somebody quoted, in fields, messages and stacks', () => {
    const { texts, log } = capture();
    const quoted =
      'GET /?q-ak=AKID0123456789abcdef&q-signature=28d3f1d0c4d2a1e8 Authorization: Bearer c29tZSB0b2tlbg==';
    log.warn({ quoted, err: new Error(quoted, { cause: new Error(quoted) }) }, quoted);
    expect(texts.join('')).not.toMatch(/AKID0|28d3f1|c29tZSB/);
  });

  it('never shows a secret', () => {
    const { texts, log } = capture();
    const secret = new Secret('hunter2');
    log.info({ secret, nested: { secret }, text: String(secret) }, 'settings');
    expect(texts[0]).not.toContain('hunter2');
    expect(texts[0]).toContain('***');
  });
});

describe('a failure that repeats', () => {
  it('is an error once, then again at its change, and reported at its end with how long it lasted', () => {
    const { lines, log } = capture();
    const clock = new TestClock();
    const failures = new FailureLog(log, clock);
    const fail = (signature: string) => failures.failed({ signature, fields: {}, message: 'poll failed' });
    failures.recovered({ fields: {}, message: 'polls complete again' });
    fail('a');
    clock.setNow(clock.now() + MINUTE);
    fail('a');
    fail('a');
    fail('b');
    fail('b');
    failures.recovered({ fields: { target: 'media' }, message: 'polls complete again' });
    failures.recovered({ fields: {}, message: 'polls complete again' });
    expect(lines.map(({ level }) => level)).toEqual(['error', 'debug', 'debug', 'error', 'debug', 'info']);
    expect(lines.at(-1)).toMatchObject({
      msg: 'polls complete again',
      target: 'media',
      failed_times: 2,
      failing_since: '2024-06-27T07:24:10.000Z',
    });
  });
});
