import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import githubModule, { githubSourceType } from '.';

describe('the module', () => {
  it('adds the source type github', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [githubModule],
    });
    expect(addSourceType.mock.calls).toEqual([[githubSourceType]]);
  });
});
