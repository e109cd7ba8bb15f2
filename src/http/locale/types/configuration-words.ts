/** The phrases of its page. */
export interface ConfigurationWords {
  title: string;
  details: Readonly<Record<'version' | 'revision' | 'started' | 'publicUrl' | 'ready', string>>;
  ready: string;
  effective: string;
  about: string;
  api: string;
}
