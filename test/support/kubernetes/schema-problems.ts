import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { TemporaryDirectory } from '../temporary-directory.ts';
import type { Manifest } from './render-manifests.ts';

/** A module that has the classes of all kinds of one `apiVersion`, and their types. */
interface Models {
  module: string;
  load: () => Promise<object>;
}

const OPERATOR = '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
const MODELS: Record<string, Models> = {
  v1: { module: 'kubernetes-models/v1', load: () => import('kubernetes-models/v1') },
  'apps/v1': { module: 'kubernetes-models/apps/v1', load: () => import('kubernetes-models/apps/v1') },
  'policy/v1': { module: 'kubernetes-models/policy/v1', load: () => import('kubernetes-models/policy/v1') },
  'monitoring.coreos.com/v1': {
    module: OPERATOR,
    load: () => import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'),
  },
};

/** Returns what Kubernetes' own schemas refuse in the manifests, unknown fields among it; nothing when all is well. */
export async function schemaProblems(manifests: readonly Manifest[]): Promise<string[]> {
  const found = await Promise.all(manifests.map(problemsOf));
  return [...found.flat(), ...(await typeErrors(manifests))];
}

/** Formats, patterns and required fields, by the JSON Schema of the kind. */
async function problemsOf(manifest: Manifest): Promise<string[]> {
  const Model = z.record(z.string(), z.unknown()).parse({ ...(await modelsOf(manifest).load()) })[
    manifest.kind
  ];
  if (!isModel(Model)) return [`${manifest.kind} is no kind of ${manifest.apiVersion}`];
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`];
  }
}

type Model = new (manifest: Manifest) => { validate: () => void };

function isModel(value: unknown): value is Model {
  return typeof value === 'function' && 'apiVersion' in value;
}

/** The schemas allow fields that they do not know, as the API server does. The types made from them allow none. */
async function typeErrors(manifests: readonly Manifest[]): Promise<string[]> {
  using directory = new TemporaryDirectory();
  const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
  symlinkSync(nodeModules, directory.file('node_modules'));
  const lines = manifests.map(
    (manifest) =>
      `(${JSON.stringify(manifest)}) satisfies import('${modelsOf(manifest).module}').I${manifest.kind};`,
  );
  writeFileSync(directory.file('manifests.mts'), lines.join('\n'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', ''];
  try {
    await promisify(execFile)(`${nodeModules}/.bin/tsc`, [...options, 'manifests.mts'], {
      cwd: directory.path,
    });
    return [];
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout.trim().split('\n');
  }
}

function modelsOf({ apiVersion }: Manifest): Models {
  const found = MODELS[apiVersion];
  if (found === undefined) throw new Error(`no schemas are known for ${apiVersion}`);
  return found;
}
