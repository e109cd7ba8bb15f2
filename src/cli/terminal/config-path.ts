const DEFAULT_CONFIG = 'config/batchwatch.yaml';

/** The configuration file of a command: the one given, else that of the environment, else the usual one. */
export function configPath(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  return given ?? (env['BATCHWATCH_CONFIG'] || DEFAULT_CONFIG);
}
