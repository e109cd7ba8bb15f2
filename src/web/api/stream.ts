import type { Api, ApiParts } from './api.ts';

export function addStream(_api: Api, _parts: ApiParts): void {}
