import type { NotificationKind } from '../../core/incident/lifecycle.ts';
import type { Labels } from '../../core/rule/group.ts';
import type { Language, MessageJob, StateCount } from '../../core/message/message.ts';
import type { SubjectWords } from '../words/locale/en.ts';
import { wordLists } from '../words/word-lists.ts';

/**
 * Returns the subject of a thread: that of its first mail, which all later ones keep. It is the incident's title and
 * how many jobs there were then, or the only one's name.
 */
export function threadSubject(
  first: {
    kind: NotificationKind | 'baseline';
    title: string;
    labels: Labels;
    /** All that the message is about. */
    jobs: readonly MessageJob[];
    counts: readonly StateCount[];
  },
  language: Language = 'en',
): string {
  const words = wordLists(language).subject;
  const extent = extentOf(first, words);
  const subject = extent === '' ? first.title : words.with(first.title, extent);
  if (first.kind === 'escalation') return words.escalated(subject);
  return first.kind === 'closing' ? words.resolved(subject) : subject;
}

function extentOf(first: Parameters<typeof threadSubject>[0], words: SubjectWords): string {
  const { labels, jobs, counts } = first;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all > 1) return words.jobs(all);
  const [only] = jobs;
  if (only === undefined || labels.name !== undefined || labels.jobId !== undefined) return '';
  return only.name === '' ? only.jobId : only.name;
}
