import { readFileSync } from 'node:fs';
import { Document, parseDocument } from 'yaml';

/** The manifests of `config/kubernetes` that are made from other shipped files: their paths there, and their texts. */
export function kubernetesFiles(): Map<string, string> {
  return new Map([
    ['components/prometheus-operator/prometheus-rule.yaml', prometheusRule()],
    ['components/tke-oidc/batchwatch.yaml', configurationByIdentity()],
  ]);
}

/** Without the comment at its head: that speaks of the file itself. */
function read(name: string): Document.Parsed {
  const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  return parseDocument(text.replace(/^(?:#.*\n)+/, ''));
}

/** The shipped rules with their comments, as the Prometheus Operator takes them. */
function prometheusRule(): string {
  const rules = read('prometheus/rules.yml');
  const document = new Document({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'batchwatch', labels: { 'app.kubernetes.io/name': 'batchwatch' } },
    spec: {},
  });
  document.setIn(['spec', 'groups'], rules.get('groups'));
  document.commentBefore = ' Made from config/prometheus/rules.yml by `npm run generate`.';
  return document.toString(AS_WRITTEN);
}

/** The configuration of the image, with the keys of a CAM role in place of fixed ones. */
function configurationByIdentity(): string {
  const configuration = read('batchwatch.yaml');
  configuration.setIn(['credentials', 'default'], configuration.createNode({ source: 'tke-oidc' }));
  configuration.commentBefore =
    ' Made from config/batchwatch.yaml by `npm run generate`. Keys come from the CAM role of the pod.';
  return configuration.toString(AS_WRITTEN);
}

const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: true };
