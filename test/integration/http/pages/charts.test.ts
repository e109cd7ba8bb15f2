import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { durationChart } from '../../../../src/http/pages/jobs/duration-chart.ts';
import { durationTicks } from '../../../../src/http/ui/chart/duration-ticks.ts';
import { stateChart } from '../../../../src/http/pages/jobs/state-chart.ts';
import { weekSlots } from '../../../../src/http/ui/chart/week-slots.ts';
import type { PageContext } from '../../../../src/http/ui/page-context.ts';
import { pageWords } from '../../../../src/http/locale/page-words.ts';
import { html } from 'hono/html';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

const NOW = Date.parse('2024-06-27T07:23:10Z');

function pageIn(timezone: string, language: 'en' | 'zh-CN' = 'en'): PageContext {
  return {
    words: pageWords(language),
    timezone,
    errorCodes: errorCodes({}),
    vendorPages: TENCENT_PAGES,
    now: NOW,
    principal: { name: '', scopes: new Set() },
    mayWrite: false,
    link: (path) => path,
    time: (at) => html`<time>${new Date(at).toISOString()}</time>`,
  };
}

const PAGE = pageIn('UTC');
const quarters = weekSlots({ now: NOW, timezone: 'UTC', length: 6 * HOUR });
const days = weekSlots({ now: NOW, timezone: 'UTC', length: DAY });

describe('the slots of a week', () => {
  it('are those of the zone, today included', () => {
    expect(quarters).toHaveLength(28);
    expect(days.at(-1)).toEqual({
      from: Date.parse('2024-06-27T00:00Z'),
      until: Date.parse('2024-06-28T00:00Z'),
    });
    const [first] = weekSlots({ now: NOW, timezone: 'Asia/Shanghai', length: DAY });
    expect(first?.from).toBe(Date.parse('2024-06-20T16:00Z'));
  });

  it('have no gaps, and as many hours as the day had, also when clocks are changed', () => {
    const slots = weekSlots({ now: Date.parse('2024-04-02T12:00Z'), timezone: 'Europe/Berlin', length: DAY });
    expect(slots.map(({ from, until }) => (until - from) / HOUR)).toEqual([24, 24, 24, 24, 23, 24, 24]);
    for (const [index, { from }] of slots.entries()) expect(from).toBe(slots[index - 1]?.until ?? from);
  });
});

describe('the chart of states', () => {
  const busy = quarters.map(
    (_, index) =>
      new Map([
        ['Failed', index],
        ['Success', 1_000_000],
        ['Running', 7],
        ['Pause', 3],
        ['Cancel', 2],
        ['unknown', 1],
        ['Submitted', 9],
      ]),
  );

  it('stays below 15 kB, and shows each figure as a table too', async () => {
    const text = String(await stateChart({ slots: quarters, counts: busy, page: PAGE }));
    expect(text.length).toBeLessThan(15_000);
    expect(text).toMatch(/<svg\s+role="img"\s+aria-labelledby="states-t states-d"/);
    expect(text.match(/<path class="s-/g)).toHaveLength(7);
    expect(text.match(/<td>1000000<\/td>/g)).toHaveLength(28);
    expect(text).not.toMatch(/NaN|Infinity|style=/);
  });

  it('stacks them to scale, failed ones on the axis', async () => {
    const counts = quarters.map((_, index) =>
      index === 0
        ? new Map([
            ['Success', 6],
            ['Failed', 2],
          ])
        : new Map<string, number>(),
    );
    const text = String(await stateChart({ slots: quarters, counts, page: PAGE }));
    expect(text).toContain('<path class="s-failed" d="M1 150V115h8V150z" />');
    expect(text).toContain('<path class="s-success" d="M1 115V10h8V115z" />');
  });

  it('says so when there is nothing, in both languages', async () => {
    const empty = { slots: quarters, counts: quarters.map(() => new Map<string, number>()) };
    expect(String(await stateChart({ ...empty, page: PAGE }))).toContain('Nothing in these 7 days.');
    expect(String(await stateChart({ ...empty, page: pageIn('UTC', 'zh-CN') }))).toContain(
      '这 7 天内没有数据。',
    );
  });
});

describe('the chart of durations', () => {
  it('stays below 15 kB, to scale, with gaps where nothing is known', async () => {
    const runs = days.map((_, index) =>
      index === 3 ? undefined : { jobs: 10, median: 5 * MINUTE, p95: 10 * MINUTE },
    );
    const text = String(await durationChart({ slots: days, runs, page: PAGE })).replaceAll(/\s+/g, ' ');
    expect(text.length).toBeLessThan(15_000);
    expect(text.match(/<rect class="median"/g)).toHaveLength(6);
    expect(text).toContain('6 of 7 days');
    expect(text).toMatch(/class="median" x="4.1%" width="4.8%" y="80" height="70"/);
    expect(text).toMatch(/<td>10<\/td>\s*<td>5 min<\/td>\s*<td>10 min<\/td>/);
    expect(text).not.toMatch(/NaN|Infinity|style=/);
  });

  it('counts time in the words of its language', async () => {
    const runs = days.map(() => ({ jobs: 10, median: 5 * MINUTE, p95: 10 * MINUTE }));
    const text = String(await durationChart({ slots: days, runs, page: pageIn('UTC', 'zh-CN') }));
    expect(text).toContain('<td>5 分钟</td>');
    expect(text).not.toMatch(/\d (?:min|s|h)\b/);
  });

  it.each([
    [0, 1],
    [59 * SECOND, 5],
    [10 * MINUTE, 3],
    [7 * HOUR, 5],
    [400 * DAY, 5],
  ])('has round ticks that reach %i ms', (longest, most) => {
    const ticks = durationTicks(longest);
    expect(ticks.length).toBeLessThanOrEqual(Math.max(2, most));
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(longest);
  });
});
