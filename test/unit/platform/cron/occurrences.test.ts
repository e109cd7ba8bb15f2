import * as fc from 'fast-check';
import { createTask, getTasks } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { cronCalendar } from '../../../../src/platform/cron/cron-calendar.ts';
import {
  lastOccurrence,
  MOST_OCCURRENCES,
  nextOccurrences,
  occurrencesBetween,
} from '../../../../src/platform/cron/occurrences.ts';
import { toLocalTime } from '../../../../src/platform/local-time.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../../../src/platform/time.ts';

const at = (text: string): Instant => Date.parse(text);

function between(expression: string, timezone: string, [after, until]: readonly [string, string]): string[] {
  return occurrencesBetween({ expression, timezone, after: at(after), until: at(until) }).map((instant) =>
    new Date(instant).toISOString().replace(':00.000Z', 'Z'),
  );
}

const SPRING = ['2026-03-28T12:00Z', '2026-03-29T12:00Z'] as const;
const AUTUMN = ['2026-10-24T12:00Z', '2026-10-25T12:00Z'] as const;
const NY_SPRING = ['2026-03-07T12:00Z', '2026-03-08T12:00Z'] as const;
const NY_AUTUMN = ['2026-10-31T12:00Z', '2026-11-01T12:00Z'] as const;
const LORD_HOWE_SPRING = ['2026-10-03T03:00Z', '2026-10-04T03:00Z'] as const;
const LORD_HOWE_AUTUMN = ['2026-04-04T03:00Z', '2026-04-05T03:00Z'] as const;

describe('occurrences of a schedule', () => {
  it.each([
    // Leapt over: once, at the moment after the leap.
    ['30 2 * * *', 'Europe/Berlin', SPRING, ['2026-03-29T01:00Z']],
    ['*/10 2 * * *', 'Europe/Berlin', SPRING, ['2026-03-29T01:00Z']],
    ['0 2,3 * * *', 'Europe/Berlin', SPRING, ['2026-03-29T01:00Z']],
    [
      '30 1,2,3 * * *',
      'Europe/Berlin',
      SPRING,
      ['2026-03-29T00:30Z', '2026-03-29T01:00Z', '2026-03-29T01:30Z'],
    ],
    ['30 2 * * *', 'America/New_York', NY_SPRING, ['2026-03-08T07:00Z']],
    ['15 2 * * *', 'Australia/Lord_Howe', LORD_HOWE_SPRING, ['2026-10-03T15:30Z']],
    ['45 2 * * *', 'Australia/Lord_Howe', LORD_HOWE_SPRING, ['2026-10-03T15:45Z']],
    // Shown twice: the first time only.
    ['30 2 * * *', 'Europe/Berlin', AUTUMN, ['2026-10-25T00:30Z']],
    ['0 3 * * *', 'Europe/Berlin', AUTUMN, ['2026-10-25T02:00Z']],
    ['30 1 * * *', 'America/New_York', NY_AUTUMN, ['2026-11-01T05:30Z']],
    ['45 1 * * *', 'Australia/Lord_Howe', LORD_HOWE_AUTUMN, ['2026-04-04T14:45Z']],
    ['15 1 * * *', 'Australia/Lord_Howe', LORD_HOWE_AUTUMN, ['2026-04-04T14:15Z']],
    // No daylight saving, no exception.
    ['30 2 * * *', 'Asia/Shanghai', SPRING, ['2026-03-28T18:30Z']],
    [
      '0 8 L * *',
      'Asia/Shanghai',
      ['2026-02-01T00:00Z', '2026-03-01T00:00Z'] as const,
      ['2026-02-28T00:00Z'],
    ],
    [
      '0 0 * * 1#2',
      'Asia/Shanghai',
      ['2026-11-01T00:00Z', '2026-12-01T00:00Z'] as const,
      ['2026-11-08T16:00Z'],
    ],
    // A day that a zone left out.
    [
      '0 12 * * *',
      'Pacific/Apia',
      ['2011-12-29T23:00Z', '2011-12-31T00:00Z'] as const,
      ['2011-12-30T10:00Z', '2011-12-30T22:00Z'],
    ],
  ])('%s in %s from %j: %j', (expression, timezone, span, expected) => {
    expect(between(expression, timezone, span)).toEqual(expected);
  });

  it('of every hour come with each hour that passes', () => {
    const span = ['2026-10-24T23:45Z', '2026-10-25T02:45Z'] as const;
    expect(between('30 * * * *', 'Europe/Berlin', span)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:30Z',
    ]);
    expect(between('30 * * * *', 'Europe/Berlin', ['2026-03-29T00:00Z', '2026-03-29T02:00Z'])).toEqual([
      '2026-03-29T00:30Z',
      '2026-03-29T01:30Z',
    ]);
  });

  it('leave out the one at the start of the span, and count the one at its end', () => {
    expect(between('0 * * * *', 'UTC', ['2026-01-01T00:00Z', '2026-01-01T02:00Z'])).toEqual([
      '2026-01-01T01:00Z',
      '2026-01-01T02:00Z',
    ]);
    expect(between('0 * * * *', 'UTC', ['2026-01-01T02:00Z', '2026-01-01T02:00Z'])).toEqual([]);
  });

  it('are the oldest thousand of more, and can be gone on with', () => {
    const span = { expression: '* * * * * *', timezone: 'UTC', until: at('2026-01-02T00:00Z') };
    const first = occurrencesBetween({ ...span, after: at('2026-01-01T00:00Z') });
    expect(first).toHaveLength(MOST_OCCURRENCES);
    expect(first[0]).toBe(at('2026-01-01T00:00:01Z'));
    expect(occurrencesBetween({ ...span, after: first.at(-1) ?? 0 })[0]).toBe(at('2026-01-01T00:16:41Z'));
  });

  it('leave no task behind in the scheduler', () => {
    const before = getTasks().size;
    between('0 * * * *', 'UTC', ['2026-01-01T00:00Z', '2026-01-01T02:00Z']);
    expect(getTasks().size).toBe(before);
  });
});

/** Fields that come rarely and often; every hour in a third of them. */
const numbers = (max: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: 0, max }).map(String),
    fc.uniqueArray(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 3 }).map((list) => list.join(',')),
    fc.integer({ min: 2, max: 30 }).map((step) => `*/${step}`),
  );
const days = fc.constantFrom('*', '*', '*', '1', 'L', '1-15', '15W');
const weekdays = fc.constantFrom('*', '*', '*', '1-5', 'Sun', '6', '1#2');
const fiveFields = fc
  .tuple(numbers(59), numbers(23), days, fc.constant('*'), weekdays)
  .map((all) => all.join(' '));

/** Walks every minute, as a watcher of the wall clock would: leaps are made up for, repetitions passed over. */
function walkMinutes(
  expression: string,
  timezone: string,
  [after, until]: readonly [Instant, Instant],
): Instant[] {
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  const everyHour = isEveryHour(expression);
  const seen = new Set<number>();
  const found: Instant[] = [];
  let last: number | undefined;
  for (let now = Math.floor(after / MINUTE) * MINUTE - DAY; now <= until; now += MINUTE) {
    const shown = toLocalTime(now, timezone);
    const due = [shown];
    if (!everyHour && last !== undefined) {
      for (let leapt = last + MINUTE; leapt < shown; leapt += MINUTE) due.push(leapt);
    }
    const news = everyHour ? due : due.filter((time) => !seen.has(time));
    if (now > after && news.some((time) => task.match(new Date(time)))) found.push(now);
    for (const time of due) seen.add(time);
    last = shown;
  }
  void task.destroy();
  return found;
}

function isEveryHour(expression: string): boolean {
  return expression.split(' ')[1] === '*';
}

const changes = fc.constantFrom(
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['Asia/Kathmandu', '2026-11-01T06:00Z'],
) as fc.Arbitrary<[string, string]>;

describe('occurrences of any schedule', () => {
  it('in UTC are those that node-cron itself matches, second by second', () => {
    const expressions = fc.tuple(numbers(59), fiveFields).map((both) => both.join(' '));
    fc.assert(
      fc.property(expressions, fc.integer({ min: 0, max: 3_000_000 }), (expression, offset) => {
        const after = at('2026-01-15T00:00Z') + offset * SECOND;
        const until = after + 20 * MINUTE;
        const task = createTask(expression, () => undefined, { timezone: 'UTC' });
        const naive = [];
        for (let now = after + SECOND; now <= until; now += SECOND)
          if (task.match(new Date(now))) naive.push(now);
        void task.destroy();
        const options = { expression, timezone: 'UTC', after, until };
        expect(occurrencesBetween(options)).toEqual(naive.slice(0, MOST_OCCURRENCES));
        expect(lastOccurrence({ ...options, atOrBefore: until, notBefore: after + 1 })).toBe(naive.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it('are those that a watcher of the wall clock would count, minute by minute, and never two for one local time', () => {
    fc.assert(
      fc.property(
        fiveFields,
        changes,
        fc.integer({ min: -30, max: 30 }),
        (expression, [timezone, change], hours) => {
          const after = at(change) + hours * HOUR - 6 * HOUR;
          const until = after + 12 * HOUR;
          const found = occurrencesBetween({ expression, timezone, after, until });
          expect(found).toEqual(walkMinutes(expression, timezone, [after, until]));
          if (isEveryHour(expression)) return;
          expect(new Set(found.map((instant) => toLocalTime(instant, timezone))).size).toBe(found.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('occurrences with an offset', () => {
  it('are those of the same schedule, each as much later, whatever the clocks do', () => {
    const anyOffset = fc.integer({ min: 0, max: MINUTE });
    fc.assert(
      fc.property(fiveFields, changes, anyOffset, (expression, [timezone, change], offset) => {
        const plain = { expression, timezone };
        const spread = { ...plain, offset };
        const after = at(change) - 6 * HOUR;
        const until = after + 12 * HOUR;
        const expected = occurrencesBetween({ ...plain, after: after - offset, until: until - offset });
        const found = occurrencesBetween({ ...spread, after, until });
        expect(found).toEqual(expected.map((time) => time + offset));
        const [first] = found;
        if (first === undefined) return;
        expect(nextOccurrences({ ...spread, after, count: 1 })).toEqual([first]);
        expect(lastOccurrence({ ...spread, atOrBefore: until, notBefore: after + 1 })).toBe(found.at(-1));
        const clock = { now: () => after };
        expect(cronCalendar(spread, clock)()[0]).toBe(first);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the last occurrence', () => {
  const weekly = { expression: '0 1 * * 6', timezone: 'Europe/Berlin' };
  const last = (atOrBefore: string, notBefore: string) =>
    lastOccurrence({ ...weekly, atOrBefore: at(atOrBefore), notBefore: at(notBefore) });

  it('is found however far back it lies, both ends included', () => {
    expect(last('2026-03-27T23:59:59Z', '2026-03-01T00:00Z')).toBe(at('2026-03-21T00:00Z'));
    expect(last('2026-03-28T00:00Z', '2026-03-28T00:00Z')).toBe(at('2026-03-28T00:00Z'));
  });

  it('is none when it lies before the span', () => {
    expect(last('2026-03-27T23:59Z', '2026-03-21T00:00:00.001Z')).toBeUndefined();
    expect(last('2026-03-27T23:59Z', '2026-03-28T00:00Z')).toBeUndefined();
  });
});

describe('the next occurrence', () => {
  const weekly = { expression: '0 1 * * 6', timezone: 'Europe/Berlin' };
  const next = (after: string, notAfter: string) =>
    nextOccurrences({ ...weekly, after: at(after), count: 1, notAfter: at(notAfter) })[0];

  it('is found however far off it lies, the end included', () => {
    expect(next('2026-03-21T00:00Z', '2027-01-01T00:00Z')).toBe(at('2026-03-28T00:00Z'));
    expect(next('2026-03-27T23:59:59Z', '2026-03-28T00:00Z')).toBe(at('2026-03-28T00:00Z'));
  });

  it.each([
    ['0 0 29 2 *', ['2028-02-29', '2032-02-29', '2036-02-29']],
    ['0 0 * 2 1#5', ['2044-02-29']],
    ['0 0 L-29 2 *', []],
  ])('%s comes as often as its rare day does: %j', (expression, expected) => {
    const found = nextOccurrences({ expression, timezone: 'UTC', after: at('2026-11-23'), count: 3 });
    expect(found.map((instant) => new Date(instant).toISOString().slice(0, 10))).toEqual(expected);
  });

  it.each(['* * * * * *', '9,3 40,20 * * * *'])(
    'of %s is the first also in an hour shown twice',
    (expression) => {
      const schedule = { expression, timezone: 'Europe/Berlin', after: at('2026-10-25T00:15:05Z') };
      const all = occurrencesBetween({ ...schedule, until: schedule.after + HOUR });
      expect(nextOccurrences({ ...schedule, count: 3 })).toEqual(all.slice(0, 3));
    },
  );

  it('is none when it lies after the span', () => {
    expect(next('2026-03-21T00:00Z', '2026-03-27T23:59Z')).toBeUndefined();
  });
});
