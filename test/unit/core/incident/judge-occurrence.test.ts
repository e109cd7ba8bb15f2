import { describe, expect, it } from 'vitest';
import { judgeOccurrence, type Evidence } from '../../../../src/core/incident/judge-occurrence.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';

const DUE = Date.parse('2026-01-01T02:00:00Z');
const TERMS = { createdWithin: 15 * MINUTE, successWithin: 3 * HOUR, closeAfter: 7 * DAY };

const judged = ({ readAt, createdAt, succeededAt }: Partial<Evidence>) =>
  judgeOccurrence(
    { due: DUE, terms: TERMS },
    {
      readAt: readAt === undefined ? undefined : DUE + readAt,
      createdAt: createdAt === undefined ? undefined : DUE + createdAt,
      succeededAt: succeededAt === undefined ? undefined : DUE + succeededAt,
    },
  );

describe('an occurrence', () => {
  it.each([
    [{}, 'awaited'],
    [{ readAt: 15 * MINUTE }, 'awaited'],
    [{ readAt: 15 * MINUTE + 1 }, 'missing'],
    [{ readAt: 16 * MINUTE, createdAt: -5 * MINUTE }, 'awaited'],
    [{ readAt: 16 * MINUTE, createdAt: 15 * MINUTE }, 'awaited'],
    [{ readAt: 21 * MINUTE, createdAt: 20 * MINUTE }, 'came-late'],
    [{ readAt: 3 * HOUR, createdAt: 0 }, 'awaited'],
    [{ readAt: 3 * HOUR + 1, createdAt: 0 }, 'unsuccessful'],
    [{ readAt: 5 * HOUR, createdAt: 4 * HOUR }, 'unsuccessful'],
    [{ readAt: HOUR, createdAt: 0, succeededAt: HOUR }, 'met'],
    [{ readAt: 9 * HOUR, createdAt: 0, succeededAt: 3 * HOUR }, 'met'],
    [{ readAt: 9 * HOUR, createdAt: 0, succeededAt: 3 * HOUR + 1 }, 'met-late'],
    [{ readAt: HOUR, createdAt: 16 * MINUTE, succeededAt: HOUR }, 'met-late'],
    [{ readAt: 7 * DAY + 3 * HOUR }, 'missing'],
    [{ readAt: 7 * DAY + 4 * HOUR }, 'given-up'],
  ] satisfies [Partial<Evidence>, string][])('with %o is %s', (evidence, state) => {
    expect(judged(evidence)).toBe(state);
  });
});
