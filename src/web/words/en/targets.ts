import type { TargetsWords } from '../../pages/targets-words.ts';

export const targets: TargetsWords = { title: 'Targets' };
