import { basename } from 'node:path';
import { Visitor } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { OLD_WORDS, wordsOf } from '../../support/house/old-words.ts';
import { parseSource, readSources, type Source } from '../../../config/tooling/house/read-sources.ts';

/** Whole names of types, with the name to use instead. */
const TYPES = new Map(
  Object.entries({
    Base: 'Resources',
    IncidentBook: 'IncidentBackend',
    JobBook: 'JobBackend',
    Parts: 'Options',
    Pass: 'EvaluationContext',
    Place: 'Cursor',
    Shift: 'Runtime',
    Signature: 'ActorOptions',
    Way: 'Direction',
  }),
);

/** Names that others know: keys of the configuration, fields of the API, reasons, ways in which a part ends. */
const CONTRACT: (string | RegExp)[] = [
  'tellRecovery',
  'toldFor',
  'toldTo',
  'untold',
  'outlived',
  /^src\/render\/words\/locale\/[a-z-]+-reasons.ts: news$/,
];

/** `path: name → instead`, for each old word in a name. */
function oldWords(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const names = [...namesIn(source), basename(source.path, '.ts').replace(/\.test$/, '')];
    return [...new Set(names)].flatMap((name) => {
      const better = TYPES.get(name) ?? wordsOf(name).flatMap((word) => OLD_WORDS.get(word) ?? [])[0];
      return better === undefined || isContract(source, name) ? [] : [`${source.path}: ${name} → ${better}`];
    });
  });
}

function isContract({ path }: Source, name: string): boolean {
  return CONTRACT.some((known) =>
    typeof known === 'string' ? known === name : known.test(`${path}: ${name}`),
  );
}

function namesIn({ program }: Source): string[] {
  const names: string[] = [];
  const add = ({ name }: { name: string }) => names.push(name);
  new Visitor({ Identifier: add, PrivateIdentifier: add }).visit(program);
  return names;
}

/** Old words that are no name of anything. In prose they make a sentence hard to read. */
const PROSE = new Map(
  Object.entries({
    anew: 'again',
    deed: 'action',
    deeds: 'actions',
    desk: 'engine, backend',
    letterhead: 'defaults',
    lookouts: 'monitors',
    manners: 'display settings',
    news: 'update, change',
    surroundings: 'the things by their names',
    tally: 'stats',
    tell: 'notify, say, distinguish',
    telling: 'notifying',
    tells: 'notifies, says, distinguishes',
    tended: 'evaluated',
    told: 'notified',
    untold: 'pending',
    whom: 'the receiver that',
  }),
);

/** `path: word → instead`, for each old word in a comment. Names in backquotes are left out. */
function oldProse(sources: Source[]): string[] {
  return sources.flatMap(({ path, comments }) => {
    const words = comments.flatMap(({ value }) => value.replaceAll(/`[^`]*`/g, '').match(/[a-z]+/gi) ?? []);
    return [...new Set(words.map((word) => word.toLowerCase()))].flatMap((word) => {
      const better = PROSE.get(word);
      return better === undefined ? [] : [`${path}: ${word} → ${better}`];
    });
  });
}

/** `path: beginning`, for each doc comment that begins with a question. It should name a thing, or what is done. */
function questions(sources: Source[]): string[] {
  return sources.flatMap(({ path, comments }) =>
    comments.flatMap(({ value }) => {
      const [begin] = /(?<=^\*\s*(\*\s)?)(What|How|Whether|Who|Which|Where)\b/.exec(value) ?? [];
      return begin === undefined ? [] : [`${path}: ${begin}`];
    }),
  );
}

describe('names', () => {
  it('of src have no word of the old private language', () => {
    expect(oldWords(readSources('.', 'src'))).toEqual([]);
  });

  it.each([
    ['const toldAt = 1;', 'toldAt → notified'],
    ['function takeNews() {}', 'takeNews → pending decisions, updates'],
    ['interface Pass { now: number }', 'Pass → EvaluationContext'],
    ['class A { #watchers = [] }', 'watchers → pollers, monitors'],
    ['const { desk: engine } = all;', 'desk → engine, backend'],
    ['type A = { readonly isTold: boolean };', 'isTold → notified'],
    ['const f = ({ letterhead }: X) => letterhead;', 'letterhead → defaults'],
    ['const MOST_STAYS = 3;', 'MOST_STAYS → spells'],
  ])('are found: %s', (text, found) => {
    expect(oldWords([parseSource('src/planted.ts', text)])).toEqual([`src/planted.ts: ${found}`]);
  });

  it('are found in the name of a file', () => {
    expect(oldWords([parseSource('src/engine/tend.ts', '')])).toEqual([
      'src/engine/tend.ts: tend → evaluate',
    ]);
  });
});

describe('comments', () => {
  it('of src have no word of the old private language', () => {
    expect(oldProse(readSources('.', 'src'))).toEqual([]);
  });

  it.each([
    ['/** Says who is told. */', 'told → notified'],
    ['// A page with no news writes nothing.', 'news → update, change'],
  ])('with such a word are found: %s', (text, found) => {
    expect(oldProse([parseSource('src/planted.ts', text)])).toEqual([`src/planted.ts: ${found}`]);
  });

  it('may name a stored value in backquotes', () => {
    expect(oldProse([parseSource('src/planted.ts', '// The reason `news`.')])).toEqual([]);
  });

  it('of src that document a name begin with no question', () => {
    expect(questions(readSources('.', 'src'))).toEqual([]);
  });

  it.each([
    ['/** What the page shows. */', 'What'],
    ['/**\n * Where it stands.\n * Left out: nowhere.\n */', 'Where'],
  ])('that begin with a question are found: %j', (text, found) => {
    expect(questions([parseSource('src/planted.ts', text)])).toEqual([`src/planted.ts: ${found}`]);
  });
});
