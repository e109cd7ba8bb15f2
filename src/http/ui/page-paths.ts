/** The page of one job. */
export function jobPath({ target, jobId }: { target: string; jobId: string }): string {
  return `/jobs/${encodeURIComponent(target)}/${encodeURIComponent(jobId)}`;
}

/** The page of one target. */
export function targetPath(name: string): string {
  return `/targets/${encodeURIComponent(name)}`;
}

/** The page of one incident. */
export function incidentPath(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}

/** A path with these parameters. Lists give one parameter for each value, what is undefined none. */
export function withQuery(path: string, query: Readonly<Record<string, QueryValue>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) given.append(name, String(one));
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}

type QueryValue = string | number | readonly string[] | undefined;
