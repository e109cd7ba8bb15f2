/** Describes a JSON body that a channel sends to programs, for whoever writes one. */
export interface BodySchema {
  /** Its name in `config/` and below the API: `webhook.schema.json`. */
  file: string;
  title: string;
  description: string;
  /** Makes the JSON Schema (draft 2020-12). */
  toJson: () => object;
}
