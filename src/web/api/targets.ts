import type { Api, ApiParts } from './api.ts';

export function addTargets(_api: Api, _parts: ApiParts): void {}
