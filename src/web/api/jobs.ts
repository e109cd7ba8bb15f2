import type { Api, ApiParts } from './api.ts';

export function addJobs(_api: Api, _parts: ApiParts): void {}
