import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = new URL('../../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  privileged: z.boolean().optional(),
  cap_add: z.array(z.string()).optional(),
  network_mode: z.string().optional(),
  depends_on: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const { services, volumes } = z
  .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.null()) })
  .parse(parse(text('docker-compose.yml'), { merge: true }));
const all = Object.entries(services);

/** The variables that a YAML file reads from the environment. */
const variablesOf = (yaml: string) => [
  ...new Set([...yaml.matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '')),
];
/** The variables that the example of `.env` sets or offers. */
const offered = [...text('config/batchwatch.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(
  ([, name]) => name,
);

describe('docker-compose.yml', () => {
  it('has the daemon, what watches it, the demo, and replicas over one PostgreSQL', () => {
    expect(all.map(([name]) => name)).toEqual([
      'batchwatch',
      'prometheus',
      'alertmanager',
      'grafana',
      'demo',
      'simulator',
      'mailbox',
      'postgres',
      'replica-1',
      'replica-2',
      'proxy',
    ]);
  });

  describe.each(all)('%s', (_, service) => {
    it('is locked down', () => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      for (const way of ['privileged', 'cap_add', 'network_mode'] as const)
        expect(service[way]).toBeUndefined();
    });

    it('is built here, or is an image of a fixed version and digest', () => {
      if (service.build === undefined)
        expect(service.image).toMatch(
          /^docker\.io\/[\w/]+:v?\d+(?:\.\d+){1,2}(?:-alpine)?@sha256:[0-9a-f]{64}$/,
        );
      else expect(service).toMatchObject({ image: 'batchwatch', build: '.' });
    });

    it('answers to this machine only', () => {
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    });

    it('mounts what is there, and that read-only, or a named volume', () => {
      for (const volume of service.volumes) {
        const [source = '', , mode] = volume.split(':');
        if (source.startsWith('./')) {
          expect(existsSync(new URL(source, ROOT)), source).toBe(true);
          expect(mode).toBe('ro');
        } else {
          expect(Object.keys(volumes)).toContain(source);
        }
      }
    });

    it('waits for services that exist', () => {
      expect(service.depends_on.filter((name) => !(name in services))).toEqual([]);
    });
  });

  it('demands a password for Grafana, and has none that all know', () => {
    const { environment } = services['grafana'] ?? {};
    expect(environment?.['GF_SECURITY_ADMIN_PASSWORD']).toMatch(/^\$\{GRAFANA_ADMIN_PASSWORD:\?.+\}$/);
    expect(text('config/batchwatch.env.example')).toMatch(/^GRAFANA_ADMIN_PASSWORD=$/m);
  });

  it('passes on each variable that config/batchwatch.yaml reads, and no other', () => {
    const { environment } = services['batchwatch'] ?? {};
    expect(new Set(Object.keys(environment ?? {}))).toEqual(
      new Set(variablesOf(text('config/batchwatch.yaml'))),
    );
    expect(Object.values(environment ?? {}).filter((value) => value !== null)).toEqual([]);
  });

  it('and config/batchwatch.yaml read nothing that the example of .env does not show', () => {
    const read = [...variablesOf(text('config/batchwatch.yaml')), ...variablesOf(text('docker-compose.yml'))];
    expect(new Set(offered)).toEqual(new Set(read));
  });

  it('sets in the demo only what config/batchwatch.yaml reads', () => {
    const read = variablesOf(text('config/batchwatch.yaml'));
    expect(Object.keys(services['demo']?.environment ?? {}).filter((name) => !read.includes(name))).toEqual(
      [],
    );
  });
});

describe('the profile replicas', () => {
  const replicas = all.filter(([name]) => name.startsWith('replica-'));
  const proxy = text('config/haproxy/haproxy.cfg');

  it('has replicas that are alike but for their name, with the settings of the one daemon and the database', () => {
    const [, first] = replicas[0] ?? [];
    for (const [, replica] of replicas) expect(replica).toEqual(first);
    const {
      BATCHWATCH_STORAGE_URL: url,
      BATCHWATCH_STORAGE_CA_FILE: caFile,
      ...rest
    } = first?.environment ?? {};
    expect(url).toBe('postgres://batchwatch@postgres:5432/batchwatch?sslmode=verify-full');
    expect(first?.volumes).toEqual([`authority:${caFile?.replace(/\/[^/]+$/, '')}:ro`]);
    const settings = Object.keys(services['batchwatch']?.environment ?? {});
    expect(settings).toEqual(expect.arrayContaining(Object.keys(rest)));
    expect(settings).toHaveLength(Object.keys(first?.environment ?? {}).length);
  });

  it('has a proxy that asks each replica, and waits for all of them', () => {
    const asked = [...proxy.matchAll(/^ +server [\w-]+ ([\w-]+):9464$/gm)].map(([, name]) => name);
    expect(asked).toEqual(replicas.map(([name]) => name));
    expect(services['proxy']?.depends_on).toEqual(asked);
  });

  it('sends nobody to a replica that is not ready', () => {
    expect(proxy).toContain('option httpchk GET /readyz\n');
  });
});

describe('what Grafana is given', () => {
  it('asks the Prometheus beside it, at the pace at which that scrapes', () => {
    const { datasources } = parse(text('config/grafana/provisioning/datasources/prometheus.yml'));
    const { global } = parse(text('config/prometheus/prometheus.yml'));
    expect(datasources).toMatchObject([
      {
        type: 'prometheus',
        url: 'http://prometheus:9090',
        isDefault: true,
        jsonData: { timeInterval: global.scrape_interval },
      },
    ]);
  });

  it('reads dashboards where they are mounted', () => {
    const { providers } = parse(text('config/grafana/provisioning/dashboards/batchwatch.yml'));
    const mounted = services['grafana']?.volumes.map((volume) => volume.split(':')[1]);
    for (const { options } of providers) expect(mounted).toContain(options.path);
  });
});

describe('Dockerfile', () => {
  it('is made from one base, which a build can name by its digest', () => {
    const file = text('Dockerfile');
    expect(file).toMatch(/^ARG NODE_IMAGE=node:24-bookworm-slim$/m);
    expect([...file.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)).toEqual([
      '${NODE_IMAGE}',
      '${NODE_IMAGE}',
    ]);
  });
});
