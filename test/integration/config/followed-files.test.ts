import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ConfigFault } from '../../../src/config/config-fault.ts';
import { ConfigFile } from '../../../src/config/config-file.ts';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { formatPath, type Path } from '../../../src/platform/document/problem.ts';
import { childOf, keysOf, metaOf, unwrap, type SchemaNode } from '../../../src/config/schema/schema-tree.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { SMALLEST } from '../../unit/config/config-text.ts';

/** How a secret gets onto a machine and changes there. */
interface Delivery {
  /** Writes it for the first time; returns the path to name in the configuration. */
  begin(directory: TemporaryDirectory, secret: string): string;
  replace(directory: TemporaryDirectory, secret: string): void;
}

const inPlace: Delivery = {
  begin(directory, secret) {
    writeFileSync(directory.file('secret'), secret);
    return directory.file('secret');
  },
  replace: (directory, secret) => writeFileSync(directory.file('secret'), secret),
};

const renamed: Delivery = {
  ...inPlace,
  replace(directory, secret) {
    writeFileSync(directory.file('secret.new'), secret);
    renameSync(directory.file('secret.new'), directory.file('secret'));
  },
};

const removedFirst: Delivery = {
  ...inPlace,
  replace(directory, secret) {
    rmSync(directory.file('secret'));
    writeFileSync(directory.file('secret'), secret);
  },
};

/** As the kubelet mounts a secret: the file is a link through `..data`, which is swapped as a whole. */
const kubernetes: Delivery = {
  begin(directory, secret) {
    putVersion(directory, '..2026_01', secret);
    symlinkSync('..2026_01', directory.file('..data'));
    symlinkSync(join('..data', 'secret'), directory.file('secret'));
    return directory.file('secret');
  },
  replace(directory, secret) {
    putVersion(directory, '..2026_02', secret);
    symlinkSync('..2026_02', directory.file('..data_tmp'));
    renameSync(directory.file('..data_tmp'), directory.file('..data'));
    rmSync(directory.file('..2026_01'), { recursive: true });
  },
};

function putVersion(directory: TemporaryDirectory, version: string, secret: string): void {
  mkdirSync(directory.file(version));
  writeFileSync(join(directory.file(version), 'secret'), secret);
}

/** A configuration whose SMTP password stands in a file, read once. */
function readOnce(directory: TemporaryDirectory, delivery: Delivery) {
  const path = delivery.begin(directory, 'first\n');
  const config = directory.file('batchwatch.yaml');
  const smtp = { ...Object(SMALLEST['smtp']), username: 'u', passwordFile: path };
  writeFileSync(config, stringify({ ...SMALLEST, smtp }));
  const file = new ConfigFile({ path: config, env: {} });
  const password = () => file.read().config.smtp?.password?.reveal();
  expect(password()).toBe('first');
  return { file, path, password, look: () => file.findChange() };
}

describe('a secret file', () => {
  it.each([
    ['written in place', inPlace],
    ['put in place by a rename', renamed],
    ['removed and written again', removedFirst],
    ['swapped as Kubernetes does', kubernetes],
  ])('that is %s is read again', (_, delivery) => {
    using directory = new TemporaryDirectory();
    const { path, password, look } = readOnce(directory, delivery);
    expect([look(), look()]).toEqual([undefined, undefined]);
    delivery.replace(directory, 'second\n');
    expect([look(), look()]).toEqual([undefined, `file changed: ${path}`]);
    expect(password()).toBe('second');
    expect([look(), look()]).toEqual([undefined, undefined]);
  });

  it('that is still being written is left alone until two looks agree', () => {
    using directory = new TemporaryDirectory();
    const { path, password, look } = readOnce(directory, inPlace);
    look();
    for (const part of ['', 's', 'sec']) {
      writeFileSync(path, part);
      expect(look()).toBeUndefined();
    }
    writeFileSync(path, 'second');
    expect([look(), look()]).toEqual([undefined, `file changed: ${path}`]);
    expect(password()).toBe('second');
  });

  it.each([
    ['empty', (path: string) => writeFileSync(path, '\n'), 'names an empty file'],
    ['gone', (path: string) => rmSync(path), 'cannot be read (ENOENT)'],
  ])('that stays %s is refused once, and taken when it is whole again', (_, spoil, message) => {
    using directory = new TemporaryDirectory();
    const { file, path, password, look } = readOnce(directory, inPlace);
    spoil(path);
    expect([look(), look()]).toEqual([undefined, `file changed: ${path}`]);
    expect(() => file.read()).toThrow(ConfigFault);
    expect(() => file.read()).toThrow(message);
    expect([look(), look()]).toEqual([undefined, undefined]);
    writeFileSync(path, 'second');
    expect([look(), look()]).toEqual([undefined, `file changed: ${path}`]);
    expect(password()).toBe('second');
  });

  it('that the configuration no longer names is not looked at any more', () => {
    using directory = new TemporaryDirectory();
    const { file, path, look } = readOnce(directory, inPlace);
    writeFileSync(directory.file('batchwatch.yaml'), stringify(SMALLEST));
    expect([look(), look()]).toEqual([undefined, 'file changed']);
    file.read();
    writeFileSync(path, 'nobody reads this');
    expect([look(), look()]).toEqual([undefined, undefined]);
  });
});

/** Every place of the schema where a secret may stand in a file. */
function twinPaths(schema: SchemaNode, path: Path = []): readonly Path[] {
  const node = unwrap(schema);
  const steps = node instanceof z.ZodRecord ? ['default'] : node instanceof z.ZodArray ? [0] : keysOf(schema);
  return steps.flatMap((step): readonly Path[] => {
    const child = childOf(schema, step);
    if (child === undefined) return [[...path, step]];
    return metaOf(child).secret === true ? [] : twinPaths(child, [...path, step]);
  });
}

/** The tree with nothing but this value in it. */
function treeWith(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((below, step) => (step === 0 ? [below] : { [step]: below }), value);
}

const PATHS = twinPaths(configSchema).map((path) => [formatPath(path), path] as const);

it('finds the keys that name secret files', () => {
  const names = PATHS.map(([name]) => name);
  expect(names).toContain('credentials.default.secretKeyFile');
  expect(names).toContain('server.auth.basic[0].passwordHashFile');
  expect(names).toContain('smtp.dkim.keyFile');
  expect(names).toContain('smtp.oauth2.refreshTokenFile');
});

it.each([...PATHS, ['smtp.caFile', ['smtp', 'caFile']] as const])(
  'a change of the file that %s names is noticed',
  (_, path) => {
    using directory = new TemporaryDirectory();
    const secret = directory.file('secret');
    const config = directory.file('batchwatch.yaml');
    writeFileSync(secret, 'first');
    writeFileSync(config, stringify(treeWith(path, secret)));
    const file = new ConfigFile({ path: config, env: {} });
    // Of the rest of a configuration there is nothing; what it names is followed all the same.
    expect(() => file.read()).toThrow(ConfigFault);
    expect([file.findChange(), file.findChange()]).toEqual([undefined, undefined]);
    writeFileSync(secret, 'second');
    expect([file.findChange(), file.findChange()]).toEqual([undefined, `file changed: ${secret}`]);
  },
);
