import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { TOKEN } from '../__testUtils__/deliveries';
import {
  describeWithTools,
  LocalPortal,
  runScript,
  startLocalPortal,
} from '../__testUtils__/localPortal';
import { list, pod, replicaSet } from '../__testUtils__/pods';
import { kubernetesSourceType } from './kubernetesSource';

const root = path.resolve(__dirname, '../..');
const text = readFileSync(
  path.join(root, 'examples/kubernetes-reporter.yaml'),
  'utf8',
);
const manifests = parseAllDocuments(text).map(document => document.toJS());
const ofKind = (kind: string) => manifests.find(entry => entry.kind === kind);
const [container] =
  ofKind('CronJob').spec.jobTemplate.spec.template.spec.containers;

describe('the reporter that is shipped', () => {
  it('stands in the documentation as it is', () => {
    const page = path.resolve(root, '../../docs/sources/kubernetes.md');
    expect(readFileSync(page, 'utf8')).toContain(
      text.trimEnd().replace(/^(?=.)/gm, '   '),
    );
  });

  it('may list what it reports, and nothing else', () => {
    const { rules } = ofKind('ClusterRole');
    expect(
      rules.map((rule: { resources: string[]; verbs: string[] }) => [
        rule.resources,
        rule.verbs,
      ]),
    ).toEqual([
      [['pods'], ['list']],
      [['replicasets'], ['list']],
    ]);
    expect(container.command.at(-1)).toContain('kubectl get pods,replicasets ');
  });
});

describeWithTools('the command of the reporter', ['jq', 'curl'], () => {
  const directory = createMockDirectory();
  let portal: LocalPortal;

  beforeEach(async () => {
    portal = await startLocalPortal(
      servedSource(kubernetesSourceType, { token: TOKEN }),
    );
  });

  afterEach(() => portal.close());

  /** Runs it with a cluster that answers with these objects. */
  async function report(token: string, ...objects: unknown[]) {
    const kubectl = path.join(directory.path, 'kubectl');
    const answer = path.join(directory.path, 'answer.json');
    writeFileSync(answer, JSON.stringify(list(...objects)));
    writeFileSync(kubectl, `#!/bin/sh\ncat '${answer}'\n`);
    chmodSync(kubectl, 0o755);
    const [, flags, script] = container.command as string[];
    return runScript(
      [flags, script.replaceAll('/tmp/', `${directory.path}/`)],
      {
        env: {
          PATH: `${directory.path}:${process.env.PATH}`,
          URL: portal.url,
          TOKEN: token,
        },
      },
    );
  }

  it('reports what runs, and leaves out what may be secret', async () => {
    const secret = { 'kubectl.kubernetes.io/last-applied': 'hunter2' };
    const annotated = replicaSet('7');
    Object.assign(annotated.metadata.annotations, secret);
    const { code } = await report(TOKEN, pod(), annotated);
    expect(code).toBe(0);
    expect(portal.received).toMatchObject([
      {
        status: 202,
        said: [
          {
            kind: 'deployment',
            deployment: expect.stringContaining('/7d4b9c6f5/7/app/'),
          },
        ],
      },
    ]);
    expect(JSON.stringify(pod())).toContain('hunter2');
    expect(portal.received[0].body).not.toContain('hunter2');
  });

  it('fails when it is not believed', async () => {
    const { code, output } = await report('wrong', pod());
    expect(code).not.toBe(0);
    expect(output).toContain('the token is wrong');
  });
});
