import { stringify } from 'yaml';
import { z } from 'zod';
import { configSchema, type Config } from './schema/schema.ts';

/** The configuration as it takes effect, defaults included, as YAML; each secret is `***`. */
export function effectiveYaml(config: Config): string {
  return stringify(effectiveConfig(config), { lineWidth: 0 });
}

/** The same as plain data in the layout of the file: what `check --json` prints. */
export function effectiveConfig(config: Config): z.input<typeof configSchema> {
  return z.encode(configSchema, config);
}
