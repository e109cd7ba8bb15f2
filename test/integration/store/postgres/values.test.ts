import * as fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../../src/store/dialect/json-column.ts';
import { asNumber, listedRows, listedTexts } from '../../../../src/store/dialect/listed.ts';
import { jobsByIds, saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { getSetting, setSetting } from '../../../../src/store/settings/settings.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';

/** Texts as a server of ill will sends them: without a NUL, and with no half of a character. */
const shown = (text: string) => text.replaceAll('\0', '\uFFFD').toWellFormed();

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\uD800',
    '\uDC00\uD800',
    String.raw`\u0000`,
    String.raw`\\u0000`,
    '{"a":"\0"}',
  ),
);

describe('a text from a server', () => {
  it('is kept as it is, but for a NUL and halves of characters', async () => {
    await using postgres = await PostgresStore.start();
    await fc.assert(
      fc.asyncProperty(HOSTILE, async (text) => {
        const job = knownJob({ message: text, extra: { field: text } });
        await postgres.store.write((trx) => saveJobs(trx, 'media', [job]));
        const found = await postgres.store.read((db) => jobsByIds(db, 'media', ['b1']));
        const { message, extra } = found.get('b1')?.job ?? knownJob();
        const isJson = /^[[{"]/.test(text) && text.includes(String.raw`\u`);
        if (!isJson) expect(message).toBe(shown(text));
        expect(extra).toEqual({ field: shown(text) });
      }),
      { numRuns: 60 },
    );
  });

  it('is read out of JSON and out of lists, whatever it holds', async () => {
    await using postgres = await PostgresStore.start();
    await fc.assert(
      fc.asyncProperty(HOSTILE, async (text) => {
        await postgres.store.write((trx) => setSetting(trx, 'refused-config', { at: 1, problems: text }));
        const kept = await postgres.store.read((db) => getSetting(db, 'refused-config'));
        expect(kept?.problems).toBe(shown(text));
        const { rows } = await postgres.store.read((db) =>
          sql<{ ofColumn: string; ofRow: string; ofList: string; at: number }>`
            SELECT ${jsonText('setting.value', 'problems')} AS "ofColumn", listed.value ->> 'text' AS "ofRow",
              ${asNumber('at')} AS at, texts.value AS "ofList"
            FROM setting, ${listedRows([{ text, at: 7 }])}, ${listedTexts([text], 'texts')}`.execute(db),
        );
        expect(rows).toEqual([{ ofColumn: shown(text), ofRow: shown(text), ofList: shown(text), at: 7 }]);
      }),
      { numRuns: 60 },
    );
  });
});

it('values are read as SQLite gives them: integers and sums as numbers, truth as 1 or 0, nothing as null', async () => {
  await using postgres = await PostgresStore.start();
  const { rows } = await postgres.store.read((db) =>
    sql`
      SELECT count(*) AS count, sum(listed.value) AS sum, max(listed.value) > 2 AS more, max(listed.value) > 9 AS most,
        NULL AS nothing, 9007199254740991 AS large
      FROM (SELECT 1 AS value UNION ALL SELECT 2 UNION ALL SELECT 3) AS listed`.execute(db),
  );
  expect(rows).toEqual([{ count: 3, sum: 6, more: 1, most: 0, nothing: null, large: 9007199254740991 }]);
});
