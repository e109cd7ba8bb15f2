import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load, problemsOf, SMALLEST, withValue } from './config-text.ts';

const problem = (timezone: string) => problemsOf(withValue(SMALLEST, 'timezone', timezone));
const taken = (timezone: string) => load(withValue(SMALLEST, 'timezone', timezone)).config.timezone;
const NOT_IANA = 'is not an IANA time zone';
const NO_PLACE = 'is no Area/City name of a time zone';

describe('a time zone', () => {
  it.each([
    'UTC',
    'Etc/UTC',
    'Asia/Shanghai',
    'Asia/Urumqi',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Asia/Ho_Chi_Minh',
    'Europe/Kyiv',
    'Europe/Isle_of_Man',
    'America/Port-au-Prince',
    'America/Argentina/Buenos_Aires',
    'America/North_Dakota/New_Salem',
    'Africa/Dar_es_Salaam',
    'Antarctica/McMurdo',
    'Antarctica/DumontDUrville',
    'Arctic/Longyearbyen',
  ])('by the name of its place is taken: %s', (timezone) => {
    expect(taken(timezone)).toBe(timezone);
  });

  it('is taken by each name that the runtime lists', () => {
    for (const timezone of Intl.supportedValuesOf('timeZone')) expect(taken(timezone)).toBe(timezone);
  });

  it.each([
    ['CST', NOT_IANA, 'Asia/Shanghai or America/Chicago'],
    ['cst', NOT_IANA, 'Asia/Shanghai or America/Chicago'],
    ['EST', NOT_IANA, 'America/New_York or Australia/Sydney'],
    ['IST', NOT_IANA, 'Asia/Kolkata or Europe/Dublin or Asia/Jerusalem'],
    ['BST', NOT_IANA, 'Europe/London or Asia/Dhaka'],
    ['PST', NOT_IANA, 'America/Los_Angeles'],
    ['MST', NOT_IANA, 'America/Denver'],
    ['HST', NOT_IANA, 'Pacific/Honolulu'],
    ['CET', NOT_IANA, 'Europe/Berlin'],
    ['JST', NOT_IANA, 'Asia/Tokyo'],
    ['AEST', NOT_IANA, 'Australia/Sydney'],
    ['EST5EDT', NOT_IANA, 'America/New_York'],
    ['GMT', NOT_IANA, 'UTC'],
    ['utc', NOT_IANA, 'UTC'],
    ['Zulu', NOT_IANA, 'UTC'],
    ['PRC', NOT_IANA, 'Asia/Shanghai'],
    ['ROC', NOT_IANA, 'Asia/Taipei'],
    ['Hongkong', NOT_IANA, 'Asia/Hong_Kong'],
    ['Japan', NOT_IANA, 'Asia/Tokyo'],
    ['GB', NOT_IANA, 'Europe/London'],
    ['北京时间', NOT_IANA, 'Asia/Shanghai'],
    ['China Standard Time', NOT_IANA, 'Asia/Shanghai'],
    ['BJT', NOT_IANA, 'Asia/Shanghai'],
    ['NST', NOT_IANA, 'America/St_Johns'],
    ['ART', NOT_IANA, 'America/Argentina/Buenos_Aires'],
    ['SST', NOT_IANA, 'Pacific/Pago_Pago or Asia/Singapore'],
    ['ECT', NOT_IANA, 'America/Guayaquil'],
    ['IDT', NOT_IANA, 'Asia/Jerusalem'],
    ['SAST', NOT_IANA, 'Africa/Johannesburg'],
    ['WAT', NOT_IANA, 'Africa/Lagos'],
    ['WITA', NOT_IANA, 'Asia/Makassar'],
    ['NPT', NOT_IANA, 'Asia/Kathmandu'],
    ['COT', NOT_IANA, 'America/Bogota'],
    ['AMT', NOT_IANA, 'America/Manaus or Asia/Yerevan'],
    ['CHST', NOT_IANA, 'Pacific/Guam'],
  ])('by an abbreviation or a country is refused: %s', (timezone, message, likely) => {
    expect(problem(timezone)).toEqual([{ path: 'timezone', message, hint: `did you mean ${likely}?` }]);
  });

  it.each([
    ['GMT+8', NOT_IANA, 'Asia/Shanghai'],
    ['UTC+08:00', NOT_IANA, 'Asia/Shanghai'],
    ['+08:00', NOT_IANA, 'Asia/Shanghai'],
    ['+0530', NOT_IANA, 'Asia/Kolkata'],
    ['UTC-5', NOT_IANA, 'America/New_York'],
    ['CST-8', NOT_IANA, 'Asia/Shanghai'],
    ['UTC8', NOT_IANA, 'Asia/Shanghai or America/Los_Angeles'],
    ['GMT08:00', NOT_IANA, 'Asia/Shanghai or America/Los_Angeles'],
    ['EST5', NOT_IANA, 'America/New_York'],
    ['Etc/GMT-8', NO_PLACE, 'Asia/Shanghai or America/Los_Angeles'],
    ['Etc/GMT+8', NO_PLACE, 'America/Los_Angeles or Asia/Shanghai'],
    ['Etc/GMT', NO_PLACE, 'UTC'],
  ])('by an offset is refused: %s', (timezone, message, likely) => {
    expect(problem(timezone)).toEqual([{ path: 'timezone', message, hint: `did you mean ${likely}?` }]);
  });

  it.each([
    ['Asia/Beijing', NOT_IANA, 'Asia/Shanghai'],
    ['Asia/Shenzhen', NOT_IANA, 'Asia/Shanghai'],
    ['China/Shanghai', NOT_IANA, 'Asia/Shanghai'],
    ['Shanghai', NOT_IANA, 'Asia/Shanghai'],
    ['Asia/Mumbai', NOT_IANA, 'Asia/Kolkata'],
    ['Europe/Munich', NOT_IANA, 'Europe/Berlin'],
    ['America/San Francisco', NOT_IANA, 'America/Los_Angeles'],
    ['Asia/Shangai', NOT_IANA, 'Asia/Shanghai'],
    ['asia/shanghai', NO_PLACE, 'Asia/Shanghai'],
    ['Asia/SHANGHAI', NO_PLACE, 'Asia/Shanghai'],
    ['asia/kolkata', NO_PLACE, 'Asia/Kolkata'],
    ['Asia/KOLKATA', NO_PLACE, 'Asia/Kolkata'],
    ['US/Pacific', NO_PLACE, 'America/Los_Angeles'],
    ['Canada/Eastern', NO_PLACE, 'America/Toronto'],
    ['Australia/NSW', NO_PLACE, 'Australia/Sydney'],
    [' Asia/Shanghai', NOT_IANA, 'Asia/Shanghai'],
  ])('by a near name is refused: %s', (timezone, message, likely) => {
    expect(problem(timezone)).toEqual([{ path: 'timezone', message, hint: `did you mean ${likely}?` }]);
  });

  it('that could be any is refused with examples', () => {
    for (const timezone of ['Mars/Olympus', '+13:37', '8', 'Factory']) {
      expect(problem(timezone)).toEqual([
        {
          path: 'timezone',
          message: NOT_IANA,
          hint: 'write a name such as UTC, Asia/Shanghai or Europe/Berlin',
        },
      ]);
    }
  });

  it('of another system is not suggested in place of itself', () => {
    expect(problem('SystemV/EST5')[0]?.hint).toBe('write a name such as UTC, Asia/Shanghai or Europe/Berlin');
  });

  it('is suggested only by a name that is taken', () => {
    const texts = fc.oneof(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')).map((name) => name.toLowerCase()),
      fc.stringMatching(/^([A-Z]{2,4}|Etc\/GMT|SystemV\/EST)([+-]?1?\d)?$/),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(text.trim() !== '' && !text.includes('${'));
        const tree = withValue(SMALLEST, 'timezone', text);
        const hint = text === 'UTC' ? '' : (problemsOf(tree)[0]?.hint ?? '');
        const [, list = ''] = /^did you mean (.*)\?$/.exec(hint) ?? [];
        for (const name of list.split(' or ').filter((one) => one !== '')) expect(taken(name)).toBe(name);
      }),
    );
  });
});
