import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/cli/exit/exit-code.ts';
import { logMessages, messagesOf } from '../../support/log-messages.ts';
import { readPage } from '../../support/markdown.ts';

const page = readPage('docs/operations.md');
const section = (heading: string) =>
  page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
/** The rows of a section's table, less its heading, as cells. */
const rows = (heading: string) =>
  [...section(heading).matchAll(/^\| (?!---)(.*) \|$/gm)].slice(1).map(([, row = '']) => row.split(' | '));

describe('docs/operations.md', () => {
  it('explains every message that the program can log, and no other', () => {
    const explained = rows('The log').map(([message = '']) => message.replaceAll('`', ''));
    const logged = new Set(logMessages().map(({ message }) => message));
    expect(explained.filter((message) => !logged.has(message))).toEqual([]);
    expect([...logged].filter((message) => !explained.includes(message))).toEqual([]);
    expect(explained).toEqual([...new Set(explained)]);
  });

  it('says of each message its level and meaning', () => {
    for (const [message, level, meaning] of rows('The log')) {
      expect(level, message).toMatch(/^(info|warn|error|fatal)$/);
      expect(meaning, message).toMatch(/\w{3}/);
    }
  });

  it('lists the exit codes', () => {
    const codes = rows('Signals and exit codes').map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
  });
});

const found = (source: string) => messagesOf('x.ts', source).map(({ message }) => message);

describe('the search for log messages', () => {
  it('sees each way in which the program logs', () => {
    expect(
      found("log.info('a'); this.#options.log.warn({ b: 1 }, 'b'); context.log.fatal({}, `c ${d} e`);"),
    ).toEqual(['a', 'b', 'c … e']);
    expect(found("log.error({}, x ? 'a' : 'b'); log[x ? 'debug' : 'info']({}, 'c');")).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(found("this.#failures.failed({ message: 'a' }); failures.recovered({ message: 'b' });")).toEqual([
      'a',
      'b',
    ]);
    expect(found("log[level]({}, 'a');")).toEqual(['a']);
  });

  it('passes over what is below info, and what is no log', () => {
    expect(
      found("log.debug({}, 'a'); log.trace('b'); console.info('c'); program.error('d'); log.child({});"),
    ).toEqual([]);
  });

  it('complains of a message that it cannot read', () => {
    for (const call of ['log.info({}, text)', "log.info({}, 'a' + b)", 'failures.failed(report)']) {
      expect(() => found(call)).toThrow('not a literal');
    }
  });
});
