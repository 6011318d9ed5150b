import { acmePayments, REVISION } from './__testUtils__/acmePayments';
import {
  DebianRegistry,
  describeWithRegistry,
} from './__testUtils__/debianRegistry';
import { pushPayments } from './__testUtils__/pushPayments';
import { expectPayments, placed } from './__testUtils__/expectPayments';
import { inspectArtifact } from './inspectArtifact';
import { RegistryClient } from './registryClient';

jest.setTimeout(60_000);

describeWithRegistry('inspecting in docker-registry 2.8', () => {
  const payments = acmePayments();
  let registry: DebianRegistry;
  let client: RegistryClient;
  let name: string;

  beforeAll(async () => {
    registry = await DebianRegistry.start();
    client = new RegistryClient({
      registries: {
        [registry.host]: { plainHttp: true, allowPrivate: true },
      },
    });
    name = `${registry.host}/acme/payments`;
    await pushPayments(registry, payments);
  });

  afterAll(() => registry.stop());

  it('resolves a tag to the digest that was pushed', async () => {
    const manifest = await client.manifest(name, '1.4.2');
    expect(manifest?.digest).toBe(payments.index.digest);
    expect(await client.manifest(name, 'nothing')).toBeUndefined();
  });

  it('finds all that is attached, each tied to the right digest', async () => {
    const { digest } = payments.index;
    const inspection = await inspectArtifact(client, name, digest);
    expect(inspection.documents).toHaveLength(7);
    expectPayments(payments, inspection, 'fallback-tag');
  });

  it('finds what hangs on a platform from the platform too', async () => {
    const { digest } = payments.amd64;
    const inspection = await inspectArtifact(client, name, digest);
    expect(inspection.documents.map(found => placed(payments, found))).toEqual([
      'bundle fallback-tag amd64 amd64',
    ]);
    expect(inspection.manifest.revision).toBe(REVISION);
  });

  it.each(['buildkit', 'sbom', 'bundle', 'sig', 'att', 'oldSbom'] as const)(
    'knows that %s is no artifact',
    async part => {
      const { digest } = payments[part];
      const { manifest, documents } = await inspectArtifact(
        client,
        name,
        digest,
      );
      expect(manifest.holdsStatements).toBe(true);
      expect(documents).toEqual([]);
    },
  );
});
