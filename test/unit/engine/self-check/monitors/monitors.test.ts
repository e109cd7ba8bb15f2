import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MONITORS } from '../../../../../src/engine/self-check/monitors/monitors.ts';

const FOLDER = new URL('../../../../../src/engine/self-check/monitors/', import.meta.url);

it('the list holds the monitor of every file in its folder', async () => {
  const files = readdirSync(FOLDER).filter((file) => !['monitor.ts', 'monitors.ts'].includes(file));
  const modules = await Promise.all(
    files.map(async (file): Promise<object> => await import(new URL(file, FOLDER).href)),
  );
  const found = modules.flatMap((module) => Object.values(module)).filter((each) => typeof each === 'object');
  expect(new Set(found)).toEqual(new Set(MONITORS));
  expect(found).toHaveLength(files.length);
});

it('no two monitors share a name, because the name distinguishes their incidents', () => {
  const names = MONITORS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
