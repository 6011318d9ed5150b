import { readFileSync } from 'node:fs';
import path from 'node:path';
import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { parse } from 'yaml';
import { application } from '../__testUtils__/application';
import { commitOf, digestOf, read, TOKEN } from '../__testUtils__/deliveries';
import { renderTemplate } from '../__testUtils__/goTemplate';
import { argocdSourceType } from './argocdSource';

const root = path.resolve(__dirname, '../..');
const file = path.join(root, 'examples/argocd-notifications-cm.yaml');
const text = readFileSync(file, 'utf8');
const { data } = parse(text) as { data: Record<string, string> };

const source = servedSource(argocdSourceType, { token: TOKEN });

function rendered(app: object): string {
  const { webhook } = parse(data['template.release-evidence']);
  const context = parse(data.context);
  return renderTemplate(webhook['release-evidence'].body, { app, context });
}

describe('the notifications that are shipped', () => {
  it('stand in the documentation as they are', () => {
    const page = path.resolve(root, '../../docs/sources/argocd.md');
    expect(readFileSync(page, 'utf8')).toContain(
      text.trimEnd().replace(/^(?=.)/gm, '   '),
    );
  });

  it('are sent with POST, the token, and to every application', () => {
    const service = parse(data['service.webhook.release-evidence']);
    expect(service.headers).toContainEqual({
      name: 'Authorization',
      value: 'Bearer $release-evidence-token',
    });
    const { webhook } = parse(data['template.release-evidence']);
    expect(webhook['release-evidence'].method).toBe('POST');
    expect(parse(data.subscriptions)).toEqual([
      { recipients: ['release-evidence'], triggers: ['on-release-evidence'] },
    ]);
  });

  it('have triggers over fields that an Application has, once for each synchronisation', () => {
    const conditions: { when: string; oncePer: string; send: string[] }[] =
      parse(data['trigger.on-release-evidence']);
    expect(conditions).toHaveLength(3);
    for (const { when, oncePer, send } of conditions) {
      for (const field of `${when} ${oncePer}`.match(/app(\.\w+)+/g)!) {
        expect(application()).toHaveProperty(field.replace('app.', ''));
      }
      expect(oncePer).toBe('app.status.operationState.finishedAt');
      expect(send).toEqual(['release-evidence']);
    }
  });

  it('become a body that is read', () => {
    expect(read(source, rendered(application({ username: 'mira' })))).toEqual([
      expect.objectContaining({
        environment: 'production',
        status: 'succeeded',
        digest: digestOf('a'),
        commit: commitOf('c'),
        by: expect.objectContaining({ account: 'argocd.acme.test/mira' }),
        link: 'https://argocd.acme.test/applications/argocd/payments',
      }),
    ]);
  });

  it('leave out what may be secret', () => {
    expect(JSON.stringify(application())).toContain('hunter2');
    expect(rendered(application())).not.toContain('hunter2');
  });

  it('become JSON for an Application of several sources, and one without a result', () => {
    const app = application({ images: null });
    const sources = [
      { repoURL: 'https://charts.acme.test', chart: 'payments' },
      { repoURL: 'https://github.com/acme/values', chart: '' },
    ];
    const { operationState } = app.status;
    const spec = { ...app.spec, source: null, sources };
    const status = {
      ...app.status,
      operationState: { ...operationState, syncResult: null },
    };
    expect(JSON.parse(rendered({ ...app, spec, status }))).toMatchObject({
      app: {
        spec: { source: null, sources },
        status: { operationState: { syncResult: null } },
      },
    });
  });

  it('would not be rendered with a field that does not exist', () => {
    const { spec, ...app } = application();
    expect(() => rendered({ ...app, specs: spec })).toThrow(
      '.app.spec.destination: there is no spec',
    );
  });
});
