import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import registryModule from '.';
import { SOURCE_TYPES } from './__testUtils__/senders';

describe('the module', () => {
  it('adds the source types of registries', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [registryModule],
    });
    expect(addSourceType.mock.calls).toEqual(
      SOURCE_TYPES.map(sourceType => [sourceType]),
    );
    expect(SOURCE_TYPES.map(({ type }) => type)).toEqual([
      'acr',
      'distribution',
      'dockerhub',
      'ecr',
      'gar',
      'harbor',
      'jfrog',
      'nexus',
      'quay',
    ]);
  });
});
