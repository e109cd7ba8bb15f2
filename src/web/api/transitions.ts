import type { Api, ApiParts } from './api.ts';

export function addTransitions(_api: Api, _parts: ApiParts): void {}
