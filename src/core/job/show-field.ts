import type { Instant } from '../../platform/time.ts';
import { parseApiTime } from './api-time.ts';
import { byKey, JOB_FIELDS, type FieldKey, type FieldPlace, type JobField } from './fields.ts';

/** Returns the fields that this place shows like any other, in order. */
export function fieldsIn(place: FieldPlace): readonly JobField[] {
  return JOB_FIELDS.filter(({ places }) => places.includes(place));
}

/** Returns what people call a field. */
export function fieldLabel(key: FieldKey, language: string): string {
  const label = LABELS[key];
  return label[language] ?? label.en;
}

const LABELS = byKey(JOB_FIELDS, ({ label }) => label);

/** Returns what people read of a field. Empty where the API gives nothing, or nothing that counts in the job's state. */
export function fieldText(
  job: Readonly<Partial<Record<FieldKey, string>>>,
  { key, kind, onlyIfFailed = false }: JobField,
  showTime: (at: Instant) => string,
): string {
  if (onlyIfFailed && job.state !== 'Failed') return '';
  const text = job[key] ?? '';
  const at = kind === 'time' ? parseApiTime(text) : undefined;
  return at === undefined ? text : showTime(at);
}
