/** Where a job's page is. */
export function jobPath(target: string, jobId: string): string {
  return `/jobs/${encodeURIComponent(target)}/${encodeURIComponent(jobId)}`;
}

/** Where an incident's page is. */
export function incidentPath(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}

/** A path with these parameters; those that are undefined are left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}
