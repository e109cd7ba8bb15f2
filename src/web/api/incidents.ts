import type { Api, ApiParts } from './api.ts';

export function addIncidents(_api: Api, _parts: ApiParts): void {}
