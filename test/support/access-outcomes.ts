import type { AccessScene } from './access-scene.ts';

/** A page and a resource of the API. */
export const PATHS = ['/page', '/api/v1/thing'] as const;

/** What each request gets: a look, a deed, a scrape. */
export async function outcomes(scene: AccessScene, headers: Record<string, string>) {
  const asked = { headers: { ...headers, Origin: scene.url } };
  const answers = [
    ...PATHS.map((path) => scene.ask(path, asked)),
    ...PATHS.map((path) => scene.ask(path, { ...asked, method: 'POST' })),
    scene.ask('/metrics', asked),
    scene.ask('/readyz', asked),
  ];
  const [page, api, pagePost, apiPost, metrics, health] = (await Promise.all(answers)).map(
    ({ status }) => status,
  );
  return { read: [page, api], write: [pagePost, apiPost], metrics, health };
}
