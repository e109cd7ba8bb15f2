import { stringify } from 'yaml';
import { ConfigFault } from '../../../src/config/config-fault.ts';
import { readConfig } from '../../../src/config/load.ts';
import type { Problem } from '../../../src/platform/document/problem.ts';

export type Tree = Readonly<Record<string, unknown>>;

/** The smallest configuration that loads and tells somebody. */
export const SMALLEST: Tree = {
  credentials: { default: { secretId: 'AKIDexample', secretKey: 'key-example' } },
  targets: [{ name: 'media', bucket: 'examplebucket-1250000000', region: 'ap-beijing' }],
  smtp: { host: 'smtp.example.com', from: 'Batchwatch <batchwatch@example.com>' },
  receivers: [{ name: 'oncall', email: { to: ['oncall@example.com'] } }],
};

export interface ConfigSetup {
  env?: Readonly<Record<string, string>>;
  /** Files by path, the configuration itself left out. */
  files?: Readonly<Record<string, string>>;
}

/** Loads a configuration that stands in memory under the name `test.yaml`. */
export function load(config: Tree | string, setup: ConfigSetup = {}): ReturnType<typeof readConfig> {
  const files = new Map([
    ...Object.entries(setup.files ?? {}),
    ['test.yaml', typeof config === 'string' ? config : stringify(config)],
  ]);
  const readFile = (path: string) => {
    const text = files.get(path);
    if (text === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    return text;
  };
  return readConfig({ path: 'test.yaml', env: setup.env ?? {}, readFile });
}

/** The fault that loading ends in; fails when it loads. */
export function faultOf(config: Tree | string, setup: ConfigSetup = {}): ConfigFault {
  try {
    load(config, setup);
  } catch (error) {
    if (error instanceof ConfigFault) return error;
    throw error;
  }
  throw new Error('the configuration loaded, although it should not');
}

/** Problems without their places and the values that were found. */
export function problemsOf(
  config: Tree | string,
  setup: ConfigSetup = {},
): readonly Omit<Problem, 'line' | 'column' | 'value'>[] {
  return faultOf(config, setup).problems.map(
    ({ line: _line, column: _column, value: _value, ...problem }) => problem,
  );
}

/** A copy of the tree with `value` at `path`; undefined takes the key away. */
export function withValue(tree: Tree, path: string, value: unknown): Tree {
  const copy: Record<string, unknown> = structuredClone(tree);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place: object = copy;
  for (const step of steps) {
    const next: unknown = Reflect.get(place, step);
    if (typeof next === 'object' && next !== null) {
      place = next;
    } else {
      const made = {};
      Reflect.set(place, step, made);
      place = made;
    }
  }
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return copy;
}
