import { toIso } from './time.ts';

/** A value whose named moments are ISO 8601 texts in UTC. */
export type WithIsoTimes<Value, Key extends keyof Value> = {
  [Name in keyof Value]: Name extends Key ? IsoTime<Value[Name]> : Value[Name];
};

type IsoTime<Moment> = Moment extends number ? string : Moment;

/** Writes the named moments as ISO 8601 in UTC. An absent moment stays absent. */
export function withIsoTimes<Value extends object, Key extends keyof Value>(
  value: Value,
  ...keys: readonly Key[]
): WithIsoTimes<Value, Key>;
export function withIsoTimes(value: Readonly<Record<string, unknown>>, ...keys: readonly string[]): object {
  const written: Record<string, unknown> = { ...value };
  for (const key of keys) {
    const moment = written[key];
    if (typeof moment === 'number') written[key] = toIso(moment);
  }
  return written;
}
