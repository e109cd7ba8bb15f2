import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/message/message.ts';
import { phrasesOf } from '../../support/http/phrases.ts';
import { cliWords } from '../../../src/cli/locale/cli-words.ts';

const COMMANDS = new URL('../../../src/cli/', import.meta.url);

/** Names, and how they are written in every language. */
const NAMES = /\b(ID|API|baseline|unknown)\b|`batchwatch [a-z -]+`|--(for|from|until|since)\b/g;

/** Says that not all of them are open: all or none is a bare number. */
const CALLS = { 'incidents.jobs': [[9, 4]] };

const english = phrasesOf(cliWords('en'), CALLS);

describe('the catalogues of the commands', () => {
  it.each(LANGUAGES)('have no hole in %s', (language) => {
    const phrases = phrasesOf(cliWords(language), CALLS);
    expect([...phrases.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...phrases].filter(([, phrase]) => phrase.trim() === '')).toEqual([]);
  });

  it('say nothing in Chinese as in English, and leave no English word over', () => {
    const chinese = [...phrasesOf(cliWords('zh-CN'), CALLS)];
    const alike = chinese.filter(([path, phrase]) => phrase === english.get(path));
    expect(alike.filter(([, phrase]) => phrase.replaceAll(NAMES, '') !== '')).toEqual([]);
    expect(chinese.filter(([, phrase]) => /[a-z]{2,}/i.test(phrase.replaceAll(NAMES, '')))).toEqual([]);
  });

  it.each([
    ['en', /\bmails?\b(?! (?:server|address))/i],
    ['zh-CN', /邮件(?!服务器|地址)/],
  ] as const)('speak of messages in %s where any channel is meant, not of mails', (language, mail) => {
    expect([...phrasesOf(cliWords(language), CALLS)].filter(([, phrase]) => mail.test(phrase))).toEqual([]);
  });

  it('hold only phrases that a command names', () => {
    const sources = readdirSync(COMMANDS, { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => !name.startsWith('locale/'));
    const code = sources.map((name) => readFileSync(new URL(name, COMMANDS), 'utf8')).join('\n');
    expect([...english.keys()].filter((path) => !isNamed(path, code))).toEqual([]);
  });
});

/** Whether `code` names the phrase at `path`, or the list that it is part of, or picks it from a record: `ended[how]`. */
function isNamed(path: string, code: string): boolean {
  const keys = path.split('.').filter((key) => !/^\d+$/.test(key));
  const [record, name] = [keys.at(-2), keys.at(-1)];
  return new RegExp(`\\b${name}\\b|\\.${record}\\[`).test(code);
}
