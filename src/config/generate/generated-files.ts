import { CHANNELS } from '../../channel/channels.ts';
import { editorSchema } from '../schema/json-schema.ts';
import { referencePage } from './reference.ts';

/** The files under `config/` that are made from schemas, by name. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const bodies = CHANNELS.flatMap(({ bodySchemas }) => bodySchemas);
  return new Map([
    ...bodies.map(({ file, toJson }): [string, string] => [file, `${JSON.stringify(toJson(), null, 2)}\n`]),
    ['batchwatch.schema.json', `${JSON.stringify(editorSchema(), null, 2)}\n`],
    ['reference.md', referencePage()],
  ]);
}
