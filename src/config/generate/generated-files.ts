import { editorSchema } from '../schema/json-schema.ts';
import { referencePage } from './reference.ts';

/** The files under `config/` that are made from the schema, by name. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['batchwatch.schema.json', `${JSON.stringify(editorSchema(), null, 2)}\n`],
    ['reference.md', referencePage()],
  ]);
}
