import type { JobsWords } from '../../pages/jobs-words.ts';

export const jobs: JobsWords = { title: '任务' };
