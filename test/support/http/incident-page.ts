import { IncidentFixture, type JobSketch } from '../engine/incident-fixture.ts';
import { WebOverStore } from './web-over-store.ts';
import { MINUTE } from '../../../src/platform/time.ts';

/** A fixture on which these jobs just came to be, with the page of the incident that they opened. */
export async function startIncidentPage(jobs: Readonly<Record<string, JobSketch>>) {
  const incidents = await IncidentFixture.start();
  incidents.set(jobs);
  await incidents.pass(MINUTE);
  const { store, clock } = incidents.poll;
  const web = await WebOverStore.start({ store, clock });
  const { public_id: id } = await store.read((db) =>
    db.selectFrom('incident').select('public_id').executeTakeFirstOrThrow(),
  );
  return {
    incidents,
    store,
    web,
    id,
    clock,
    page: async () => (await web.page(`/incidents/${id}`)).html,
    async [Symbol.asyncDispose]() {
      await web.close();
      await incidents[Symbol.asyncDispose]();
    },
  };
}

/** One job that failed, with a code that is known. */
export const FAILED = { b1: { state: 'Failed', code: 'AccessDenied', name: 'nightly' } };

/** The lines of a part of the page, without its elements. */
export function linesOf(html: string, section: string): string[] {
  const part = new RegExp(`<section[^>]*>\\s*<h2 id="${section}">([^]*?)</section>`).exec(html)?.[1] ?? '';
  return part
    .replaceAll(/<(?:\/?(?:bdi|span|time|q|a|code|strong))\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
