import { expect, it } from 'vitest';
import { SMALLEST } from '../config/config-text.ts';
import { fine, runCheck } from './run-check.ts';

const damaged = () =>
  Promise.resolve({ ok: false, detail: 'the store is damaged', hint: 'restore a backup' });

it('check with store says what was found in the file, and asks nobody else', async () => {
  const { code, text } = await runCheck(SMALLEST, { store: true });
  expect(code).toBe(0);
  expect(text).toMatch(/\n# store\nok {5}store: read\n/);
  expect(text).not.toContain('answered');
});

it('check with store returns 1 when the file is damaged', async () => {
  const { code, text } = await runCheck(SMALLEST, { store: true, probes: { ...fine, store: damaged } });
  expect(code).toBe(1);
  expect(text).toContain('failed store: the store is damaged (restore a backup)\n');
});
