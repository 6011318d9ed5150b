import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import registryModule, { distributionSourceType } from '.';

describe('the module', () => {
  it('adds the source types of registries', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [registryModule],
    });
    expect(addSourceType.mock.calls).toEqual([[distributionSourceType]]);
  });
});
