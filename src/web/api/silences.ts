import type { Api, ApiParts } from './api.ts';

export function addSilences(_api: Api, _parts: ApiParts): void {}
