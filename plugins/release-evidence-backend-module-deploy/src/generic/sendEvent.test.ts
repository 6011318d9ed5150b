import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { EVENTS } from '../__testUtils__/genericEvents';
import {
  describeWithTools,
  LocalPortal,
  runScript,
  startLocalPortal,
} from '../__testUtils__/localPortal';
import { genericSourceType } from './genericSource';

const root = path.resolve(__dirname, '../..');
const script = path.join(root, 'examples/send-event.sh');
const page = path.resolve(root, '../../docs/sources/generic.md');

/** With what shells and openssl might take for something else. */
const SECRET = `it's "a" $secret \\ with: spaces`;

it('stands in the documentation as it is', () => {
  expect(readFileSync(page, 'utf8')).toContain(
    `\`\`\`sh\n${readFileSync(script, 'utf8')}\`\`\``,
  );
});

describeWithTools('the script that sends an event', ['openssl', 'curl'], () => {
  const directory = createMockDirectory();
  let portal: LocalPortal;
  const env = (secret: string) => ({
    RELEASE_EVIDENCE_URL: portal.url,
    RELEASE_EVIDENCE_SECRET: secret,
  });

  beforeEach(async () => {
    portal = await startLocalPortal(
      servedSource(genericSourceType, { secret: SECRET }),
    );
  });

  afterEach(() => portal.close());

  it('signs what it reads, as it is, and is believed', async () => {
    const input = `${JSON.stringify(EVENTS.deployment, null, 2)}\n\n`;
    const { code, output } = await runScript([script], {
      env: env(SECRET),
      input,
    });
    expect({ code, output }).toEqual({
      code: 0,
      output: '{"message":"accepted"}',
    });
    expect(portal.received).toEqual([
      {
        status: 202,
        message: 'accepted',
        body: input,
        said: [expect.objectContaining({ deployment: 'release-42' })],
      },
    ]);
  });

  it('sends a file', async () => {
    const file = path.join(directory.path, 'events.json');
    writeFileSync(file, JSON.stringify([EVENTS.artifact, EVENTS.build]));
    const { code } = await runScript([script, file], { env: env(SECRET) });
    expect(code).toBe(0);
    expect(portal.received[0].said).toHaveLength(3);
  });

  it('fails, and shows the answer, with a wrong secret', async () => {
    const { code, output } = await runScript([script], {
      env: env('wrong'),
      input: JSON.stringify(EVENTS.artifact),
    });
    expect(code).not.toBe(0);
    expect(output).toContain('the signature in X-Signature-256 does not match');
    expect(portal.received).toMatchObject([{ status: 401 }]);
  });

  it('fails, and shows what is malformed', async () => {
    const { code, output } = await runScript([script], {
      env: env(SECRET),
      input: JSON.stringify({ ...EVENTS.artifact, digest: 'latest' }),
    });
    expect(code).not.toBe(0);
    expect(output).toContain('digest: no digest; write sha256: and 64 hex');
  });

  it('says what it lacks', async () => {
    const { code, output } = await runScript([script], { env: {} });
    expect(code).not.toBe(0);
    expect(output).toContain('RELEASE_EVIDENCE_URL: names no webhook');
  });
});
