import { KEY_VARIABLES } from '../../platform/key-variables.ts';
import { Secret } from '../../platform/secret.ts';
import type { Finding, Flaw, Path } from '../../platform/document/problem.ts';
import { fitsHeader } from '../../platform/values/header-text.ts';
import type { Config } from '../schema/schema.ts';
import { secretDoubt, secretProblem } from '../../platform/values/secret-text.ts';
import type { Platform } from '../../platform/platform.ts';

/** Names secrets that most likely have something at their ends that was not meant, wherever they come from. */
export function adviseSecrets(config: Config, env: Platform['env']): readonly Finding[] {
  return [...adviseParts(config, []), ...adviseVariables(config, env)];
}

function adviseParts(value: unknown, path: Path): readonly Finding[] {
  if (value instanceof Secret) {
    const doubt = path[0] === 'credentials' ? keyDoubt(value.reveal()) : secretDoubt(value.reveal());
    return doubt === undefined ? [] : [{ path, ...doubt }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return parts.flatMap(([step, part]: [string | number, unknown]) => adviseParts(part, [...path, step]));
}

/** The variables that `source: environment` reads by itself. */
function adviseVariables(
  { credentials }: Pick<Config, 'credentials'>,
  env: Platform['env'],
): readonly Finding[] {
  const entry = Object.entries(credentials).find(([, { source }]) => source === 'environment');
  if (entry === undefined) return [];
  return KEY_VARIABLES.flatMap((variable): Finding[] => {
    const value = env[variable] ?? '';
    const doubt = value === '' ? undefined : (secretProblem(value) ?? keyDoubt(value));
    if (doubt === undefined) return [];
    const { message, hint } = doubt;
    return [
      { path: ['credentials', entry[0], 'source'], message: `reads ${variable}, which ${message}`, hint },
    ];
  });
}

/** A part of a key travels in a header, or signs one. */
function keyDoubt(value: string): Flaw | undefined {
  const doubt = secretDoubt(value);
  if (doubt !== undefined || fitsHeader(value)) return doubt;
  return {
    message: 'has a blank or a letter that no key of Tencent Cloud has',
    hint: 'copy it again: it is of ASCII, without blanks',
  };
}
