import type { AccessFixture } from './access-fixture.ts';

/** A page and a resource of the API. */
export const PATHS = ['/page', '/api/v1/thing'] as const;

/** The outcome of each request: a page, an action, a scrape. */
export async function outcomes(fixture: AccessFixture, headers: Record<string, string>) {
  const asked = { headers: { ...headers, Origin: fixture.url } };
  const answers = [
    ...PATHS.map((path) => fixture.ask(path, asked)),
    ...PATHS.map((path) => fixture.ask(path, { ...asked, method: 'POST' })),
    fixture.ask('/metrics', asked),
    fixture.ask('/readyz', asked),
  ];
  const [page, api, pagePost, apiPost, metrics, health] = (await Promise.all(answers)).map(
    ({ status }) => status,
  );
  return { read: [page, api], write: [pagePost, apiPost], metrics, health };
}
