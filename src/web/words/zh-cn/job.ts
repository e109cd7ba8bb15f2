import type { JobWords } from '../../pages/job-words.ts';

export const job: JobWords = { title: '任务' };
