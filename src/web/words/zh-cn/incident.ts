import type { IncidentWords } from '../../pages/incident-words.ts';

export const incident: IncidentWords = { title: '事件' };
