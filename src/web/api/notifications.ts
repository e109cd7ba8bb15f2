import type { Api, ApiParts } from './api.ts';

export function addNotifications(_api: Api, _parts: ApiParts): void {}
