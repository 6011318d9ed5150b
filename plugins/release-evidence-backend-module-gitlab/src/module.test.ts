import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import gitlabModule, { gitlabSourceType } from '.';

describe('the module', () => {
  it('adds the source type gitlab', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [gitlabModule],
    });
    expect(addSourceType.mock.calls).toEqual([[gitlabSourceType]]);
  });
});
