import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import ciModule from '.';

describe('the module', () => {
  it('adds the source types of CI services', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [ciModule],
    });
    expect(addSourceType.mock.calls.map(([{ type }]) => type).sort()).toEqual([
      'azure-devops',
      'buildkite',
      'cdevents',
      'circleci',
      'jenkins',
    ]);
  });
});
