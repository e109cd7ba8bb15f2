import type { Api, ApiParts } from './api.ts';

export function addStatus(_api: Api, _parts: ApiParts): void {}
