import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { KUBERNETES, renderManifests, type Manifest } from '../../support/kubernetes/render-manifests.ts';
import { schemaProblems } from '../../support/kubernetes/schema-problems.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

const COMPONENTS = ['postgres', 'prometheus-operator', 'tke-oidc'];
const SHIPPED = ['base', ...COMPONENTS.map((name) => `overlays/${name}`)];
const OURS = { 'app.kubernetes.io/name': 'batchwatch' };

/** As docs/kubernetes.md says it. */
const SETTINGS = 'BATCHWATCH_STORAGE_CA_FILE=/etc/batchwatch/authority/ca.crt\n';

const Container = z.looseObject({
  name: z.string(),
  command: z.array(z.string()).optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
  securityContext: z.looseObject({}),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).optional(),
});
const Workload = z.looseObject({
  kind: z.enum(['StatefulSet', 'Deployment']),
  spec: z.looseObject({
    replicas: z.number(),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.object({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({
        containers: z.tuple([Container]),
        initContainers: z.array(Container).default([]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
    volumeClaimTemplates: z.array(z.looseObject({ metadata: z.object({ name: z.string() }) })).default([]),
  }),
});

function workloadOf(manifests: readonly Manifest[]) {
  return Workload.parse(manifests.find(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment'));
}

function kindsOf(manifests: readonly Manifest[]): string[] {
  return manifests.map(({ kind }) => kind).toSorted();
}

describe.each(SHIPPED)('config/kubernetes/%s', (folder) => {
  const manifests = renderManifests(`${KUBERNETES}/${folder}`);
  const { spec } = workloadOf(manifests);
  const pod = spec.template.spec;

  it('has only fields and values that the schemas of Kubernetes know', async () => {
    expect(await schemaProblems(manifests)).toEqual([]);
  });

  it('runs a pod that the Pod Security Standard `restricted` admits, with a read-only root and no token', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const { securityContext } of [...pod.initContainers, ...pod.containers])
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod).not.toHaveProperty(key);
  });

  it('calls the replica after the pod: nothing changes the name of the host', () => {
    for (const key of ['hostname', 'hostNetwork', 'setHostnameAsFQDN']) expect(pod).not.toHaveProperty(key);
  });

  it('has a volume for each place that the pod mounts', () => {
    const volumes = [
      ...pod.volumes.map(({ name }) => name),
      ...spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
    ];
    const mounts = pod.containers[0].volumeMounts ?? [];
    expect(mounts.map(({ name }) => name).toSorted()).toEqual(volumes.toSorted());
  });

  it('selects its own pods everywhere', () => {
    expect(spec.selector.matchLabels).toEqual(OURS);
    expect(spec.template.metadata.labels).toMatchObject(OURS);
    const service = manifests.find(({ kind }) => kind === 'Service');
    expect(service).toMatchObject({ metadata: { labels: OURS }, spec: { selector: OURS } });
    for (const { kind, spec: chosen } of manifests)
      if (kind === 'PodDisruptionBudget' || kind === 'ServiceMonitor')
        expect(chosen).toMatchObject({ selector: { matchLabels: OURS } });
  });

  it('has no secret of its own', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toMatchObject([{ data: {} }]);
  });
});

describe('the base over SQLite', () => {
  const { kind, spec } = workloadOf(renderManifests(`${KUBERNETES}/base`));
  const [guard] = spec.template.spec.initContainers;

  it('is a StatefulSet with one replica and the store on a volume', () => {
    expect(kind).toBe('StatefulSet');
    expect(spec.replicas).toBe(1);
    expect(spec.template.spec.containers[0].volumeMounts).toContainEqual({
      name: 'data',
      mountPath: '/data',
    });
  });

  it.each([
    { pod: 'batchwatch-0', status: 0, says: '' },
    { pod: 'test-batchwatch-0', status: 0, says: '' },
    { pod: 'batchwatch-1', status: 78, says: 'batchwatch-1 would keep a store of its own' },
    { pod: 'batchwatch-10', status: 78, says: 'Scale the StatefulSet to 1' },
  ])('starts $pod with status $status', ({ pod, status, says }) => {
    const [program = '', ...args] = guard?.command ?? [];
    const ended = spawnSync(program, args, { env: { POD_NAME: pod }, encoding: 'utf8' });
    expect(ended.status).toBe(status);
    expect(ended.stdout).toContain(says);
  });
});

describe('the overlay postgres', () => {
  const manifests = renderManifests(`${KUBERNETES}/overlays/postgres`);
  const { kind, spec } = workloadOf(manifests);

  it('is a Deployment of two replicas that no drain stops together, without a volume for a store', () => {
    expect(kind).toBe('Deployment');
    expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    expect(spec.template.spec.initContainers).toEqual([]);
    expect(spec.volumeClaimTemplates).toEqual([]);
    const [container] = spec.template.spec.containers;
    expect(container.volumeMounts?.map(({ mountPath }) => mountPath)).toEqual([
      '/etc/batchwatch/authority',
      '/tmp',
    ]);
    expect(manifests).toContainEqual(
      expect.objectContaining({
        kind: 'PodDisruptionBudget',
        spec: expect.objectContaining({ maxUnavailable: 1 }),
      }),
    );
  });
});

describe('the component postgres', () => {
  it('takes the authority of the database from a file of yours, and asks for none', () => {
    using directory = new TemporaryDirectory();
    const text = `resources: [kubernetes/overlays/postgres]
configMapGenerator:
  - { name: batchwatch-authority, files: [ca.crt] }
  - { name: batchwatch, behavior: merge, envs: [settings.env] }
`;
    mkdirSync(directory.file('mine'));
    writeFileSync(directory.file('mine/kustomization.yaml'), text);
    writeFileSync(directory.file('mine/ca.crt'), '-----BEGIN CERTIFICATE-----\n');
    writeFileSync(directory.file('mine/settings.env'), SETTINGS);
    symlinkSync(KUBERNETES, directory.file('mine/kubernetes'));

    const manifests = renderManifests(directory.file('mine'));
    const authority = manifests.find(({ data }) => data !== null && Object.hasOwn(Object(data), 'ca.crt'));
    expect(authority?.metadata.name).toMatch(/^batchwatch-authority-/);
    const configMap = { name: authority?.metadata.name, optional: true };
    const { containers, volumes } = workloadOf(manifests).spec.template.spec;
    expect(volumes).toContainEqual({ name: 'authority', configMap });
    const mounted = containers[0].volumeMounts?.find(({ name }) => name === 'authority');
    expect(SETTINGS).toContain(`BATCHWATCH_STORAGE_CA_FILE=${mounted?.mountPath}/ca.crt`);
  });
});

describe('the overlay tke-oidc', () => {
  it('puts the token file where the variable says', () => {
    const { spec } = workloadOf(renderManifests(`${KUBERNETES}/overlays/tke-oidc`));
    const [{ env, volumeMounts }] = spec.template.spec.containers;
    const mount = volumeMounts?.find(({ name }) => name === 'identity');
    expect(env).toEqual([{ name: 'TKE_WEB_IDENTITY_TOKEN_FILE', value: `${mount?.mountPath}/token` }]);
  });
});

describe('the kustomization of docs/kubernetes.md', () => {
  const page = readFileSync(new URL('../../../docs/kubernetes.md', import.meta.url), 'utf8');
  const example = /```yml\n(# kustomization\.yaml[\s\S]+?)```/.exec(page)?.[1] ?? '';

  it.each([
    { components: [], kinds: ['ConfigMap', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet'] },
    {
      components: COMPONENTS,
      kinds: [
        'ConfigMap',
        'ConfigMap',
        'Deployment',
        'PodDisruptionBudget',
        'PrometheusRule',
        'Secret',
        'Service',
        'ServiceAccount',
        'ServiceMonitor',
      ],
    },
  ])('renders with the components $components', async ({ components, kinds }) => {
    using directory = new TemporaryDirectory();
    const named = components.map((name) => `kubernetes/components/${name}`);
    const text = example.replace(/components: \[\].*/, `components: [${named.join(', ')}]`);
    mkdirSync(directory.file('mine'));
    writeFileSync(directory.file('mine/kustomization.yaml'), text);
    writeFileSync(directory.file('mine/settings.env'), 'BATCHWATCH_REGION=ap-beijing\n');
    writeFileSync(directory.file('mine/secrets.env'), 'SMTP_PASSWORD=p w"d\n');
    symlinkSync(KUBERNETES, directory.file('mine/kubernetes'));

    const manifests = renderManifests(directory.file('mine'));
    expect(kindsOf(manifests)).toEqual(kinds);
    expect(await schemaProblems(manifests)).toEqual([]);
    expect(manifests).toContainEqual(
      expect.objectContaining({
        kind: 'ConfigMap',
        data: expect.objectContaining({ BATCHWATCH_REGION: 'ap-beijing' }),
      }),
    );
    const password = Buffer.from('p w"d').toString('base64');
    expect(manifests).toContainEqual(
      expect.objectContaining({ kind: 'Secret', data: { SMTP_PASSWORD: password } }),
    );
    expect(workloadOf(manifests).spec.template.spec.containers[0]).toMatchObject({
      image: 'registry.example.com/batchwatch:1',
    });
  });
});
