import type { SilencesWords } from '../../pages/silences-words.ts';

export const silences: SilencesWords = { title: 'Silences' };
