import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOwnerPattern } from '../../../src/config/schema/owner-pattern.ts';
import { ownerPattern } from '../../support/engine/owner-pattern.ts';

describe('the pattern of an owner', () => {
  // By the engine of the language, none of these ends in the life of a job.
  it.each([
    ['(a+)+$', 'a'.repeat(2_000)],
    ['([a-zA-Z]+)*$', 'a'.repeat(2_000)],
    ['(a|aa)+$', 'a'.repeat(2_000)],
    ['(a|a?)+b$', 'a'.repeat(2_000)],
    ['(.*a){25}$', 'a'.repeat(2_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(2_000)],
    ['^(.+)+@(.+)+x$', '@'.repeat(2_000)],
    ['(x+x+)+y', 'x'.repeat(2_000)],
  ])('%s ends on a text made to hold it up', (source, text) => {
    expect(ownerPattern(source).find(`${text}!`)).toBeUndefined();
  });

  it.each([
    ['(?=owner)(.)', '(?='],
    ['(?!owner)(.)', '(?!'],
    ['(?<=owner=)(.)', '(?<='],
    ['(?<!owner)(.)', '(?<!'],
    ['(a)\\1', '\\1'],
    ['(?<x>a)\\k<x>', '\\k<'],
    ['\\\\(?<x>a)\\k<x>', '\\k<'],
  ])('is refused with a hint when RE2 cannot do it: %s', (source, part) => {
    expect(readOwnerPattern(source)).toEqual({
      message: `uses ${part}, which RE2 does not have`,
      hint: "write it without lookaround and back-references, e.g. 'owner=([a-z]+)'",
    });
  });

  it.each([
    ['(a', 'is not a regular expression of RE2'],
    ['((a{1000}){1000})', 'is not a regular expression of RE2'],
    [`${'('.repeat(2_000)}a${')'.repeat(2_000)}`, 'is not a regular expression of RE2'],
    ['owner=[a-z]+', 'has no group'],
    ['owner=(?:[a-z]+)', 'has no group'],
    ['', 'has no group'],
  ])('is refused when it is not one: %s', (source, message) => {
    expect(readOwnerPattern(source)).toMatchObject({ message, hint: "write e.g. 'owner=([a-z]+)'" });
  });

  it.each([
    ['owner=([a-z]+)', 'team=x;owner=ada;', 'ada'],
    ['(?<who>[\\w-]+)@', 'mail ada-b@example', 'ada-b'],
    ['负责人[:：](\\p{Script=Han}+)', '负责人：张三', undefined],
    ['负责人[:：](\\p{Han}+)', '负责人：张三;', '张三'],
    ['"owner":\\s*"([^"]+)"', '{"owner": "ada"}', 'ada'],
    ['\\[owner\\/(\\d+)\\]', '[owner/17]', '17'],
    ['\\\\k<(a)', '\\k<a', 'a'],
    ['(?i)OWNER=([a-z]+)', 'owner=Ada', 'Ada'],
    ['(x)?owner', 'owner', undefined],
    // RE2 keeps what a group matched in an earlier round; JavaScript forgets it.
    ['(?:(a)|b)*', 'ab', 'a'],
  ])('%s finds in "%s" its first group', (source, text, owner) => {
    const read = readOwnerPattern(source);
    expect('value' in read ? read.value.find(text) : undefined).toBe(owner);
  });

  it('finds what the engine of the language finds', () => {
    const patterns = [
      '([ab]+)',
      'a(b*)',
      '^(a|ab)(c|bcd)(d*)',
      '(a*?)b',
      '\\b(\\w+)\\b',
      '([^a]+)$',
      'x{2,3}(.)',
    ];
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'x', ' ', '告', '🙂') });
    fc.assert(
      fc.property(fc.constantFrom(...patterns), text, (source, given) => {
        expect(ownerPattern(source).find(given)).toBe(new RegExp(source, 'u').exec(given)?.[1]);
      }),
    );
  });
});
