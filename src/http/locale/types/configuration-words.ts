/** The phrases of its page. */
export interface ConfigurationWords {
  title: string;
  facts: Readonly<Record<'version' | 'revision' | 'started' | 'publicUrl' | 'ready', string>>;
  ready: string;
  effective: string;
  about: string;
  api: string;
}
