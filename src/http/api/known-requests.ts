import type { Api } from './api-options.ts';

/** What the API can be asked. */
export interface KnownRequest {
  method: string;
  path: RegExp;
  /** Names of its query. */
  parameters: readonly string[];
}

/** What can be asked at a path, by the routes from which the document is made; to be called when all are there. */
export function knownRequests(api: Api): (path: string) => readonly KnownRequest[] {
  const known = api.openAPIRegistry.definitions.flatMap((definition): KnownRequest[] => {
    if (definition.type !== 'route') return [];
    const { method, path, request } = definition.route;
    const pattern = path.replaceAll(/\{\w+\}/g, '[^/]+');
    const parameters = request?.query && 'shape' in request.query ? Object.keys(request.query.shape) : [];
    return [{ method: method.toUpperCase(), path: new RegExp(`^/api/v1${pattern}$`), parameters }];
  });
  return (path) => known.filter((request) => request.path.test(path));
}
