import type { Labels } from '../rule/group.ts';
import type { NamedCause, TitleWords } from './locale/en.ts';
import type { Language } from './message.ts';
import { stateHeading } from './state-words.ts';
import { titleWords } from './title-words.ts';

/** The common cause of all jobs of an incident: a state of the API, or another one. */
export type IncidentCause = { state: string } | NamedCause;

/**
 * Returns the title of an incident of jobs: `Failed: AccessDenied (media)`. It is written once, when the incident
 * opens, and stands on pages, in subjects and in tables alike. All labels stand in it, so that incidents of one rule
 * have different titles. Nothing in it changes with time.
 * @param incident `queueName` is that of the labels' queue, empty where it is not known; `rule` is given where incidents
 *   of several rules have the same labels.
 */
export function incidentTitle(
  incident: {
    cause: IncidentCause;
    labels: Labels;
    queueName?: string;
    rule?: string;
  },
  language: Language = 'en',
): string {
  const { cause, labels, queueName = '', rule } = incident;
  const words = titleWords(language);
  const named = Object.entries(labels)
    .filter(([field]) => field !== 'target' && field !== 'state')
    .map(([field, value]) =>
      labelText(labelWordsOf(field, words), field === 'queueId' ? queueName || value : value),
    );
  const parts = rule === undefined ? named : [...named, rule];
  const what = typeof cause === 'object' ? stateHeading(cause.state, language) : words.causes[cause];
  const title = parts.length === 0 ? what : words.named(what, parts);
  return labels.target === undefined ? title : words.at(title, labels.target);
}

function labelWordsOf(field: string, { labels }: TitleWords) {
  return Object.entries(labels).find(([name]) => name === field)?.[1];
}

function labelText(words: ReturnType<typeof labelWordsOf>, value: string): string {
  return value === '' ? (words?.none ?? '') : `${words?.before ?? ''}${value}`;
}
