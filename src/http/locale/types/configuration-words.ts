/** The phrases of its page. */
export interface ConfigurationWords {
  readonly title: string;
  readonly facts: Readonly<Record<'version' | 'revision' | 'started' | 'publicUrl' | 'ready', string>>;
  readonly ready: string;
  readonly effective: string;
  readonly about: string;
  readonly api: string;
}
