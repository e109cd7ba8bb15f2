import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { findOnPath } from '../e2e/find-on-path.ts';

const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }),
});

export type Manifest = z.infer<typeof Manifest>;

export const KUBERNETES = fileURLToPath(new URL('../../../config/kubernetes', import.meta.url));

/** Renders a folder with a kustomization, as `kubectl apply -k` would send it. */
export function renderManifests(folder: string): Manifest[] {
  const command = findOnPath('kubectl') === undefined ? ['kustomize', 'build'] : ['kubectl', 'kustomize'];
  const [program = '', verb = ''] = command;
  const text = execFileSync(program, [verb, folder], { encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => Manifest.parse(document.toJS()));
}
