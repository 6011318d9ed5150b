import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import type { StatementDetails } from 'backstage-plugin-release-evidence-common';
import { StatementFacts } from './StatementFacts';

const statement: StatementDetails = {
  proof: 'part-of-index',
  format: 'sigstore-bundle',
  predicateType: 'https://slsa.dev/provenance/v1',
  signer: {
    kind: 'certificate',
    identity: 'https://github.com/acme/payments/release.yml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
    claims: {
      buildSigner: null,
      buildSignerCommit: null,
      runnerEnvironment: 'github-hosted',
      sourceRepository: null,
      sourceCommit: null,
      sourceRef: null,
      buildConfig: null,
      buildConfigCommit: null,
      trigger: null,
      run: 'https://github.com/acme/payments/actions/runs/7/attempts/1',
      deploymentEnvironment: null,
    },
    fingerprint: `sha256:${'cd'.repeat(32)}`,
    root: 'public-good',
  },
  claimedSigner: null,
  signedAt: '2026-01-02T03:04:05.000Z',
  logIndex: '771488337',
  said: [{ name: 'builder', value: 'https://acme.example/builder' }],
  command: 'cosign verify-blob-attestation --bundle document.json',
};

const render = (change: Partial<StatementDetails> = {}) =>
  renderInTestApp(<StatementFacts statement={{ ...statement, ...change }} />);

const factOf = (name: string) => screen.getByText(name).nextSibling;

describe('the facts of a statement', () => {
  it('say who signed it, by which root, when, and what it says', async () => {
    await render();
    expect(factOf('About')).toHaveTextContent('part of this index');
    expect(factOf('Root')).toHaveTextContent('public-good');
    expect(factOf('Issuer')).toHaveTextContent(/githubusercontent/);
    expect(factOf('Certificate')).toHaveTextContent(/^sha256:cdcd/);
    expect(factOf('Signed')).toHaveTextContent(/2026/);
    expect(factOf('Log entry')).toHaveTextContent('771488337');
    expect(factOf('Run')).toHaveTextContent(/runs\/7/);
    expect(factOf('Builder')).toHaveTextContent(/acme\.example/);
  });

  it('tell how to check it, with a command to copy', async () => {
    await render();
    expect(screen.getByText('Check this yourself.')).toBeVisible();
    expect(screen.getByText(statement.command!)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy the command' }),
    ).toBeVisible();
  });

  it('show the id of a key', async () => {
    await render({
      signer: { kind: 'key', id: 'release', fingerprint: 'sha256:ef' },
    });
    expect(factOf('Key')).toHaveTextContent('sha256:ef');
  });

  it('never take a claimed signer for one', async () => {
    await render({
      signer: null,
      claimedSigner: 'mallory@evil.example',
      command: null,
    });
    expect(factOf('Claims to be signed by')).toHaveTextContent(/mallory/);
    expect(screen.queryByText('Check this yourself.')).toBeNull();
  });
});
