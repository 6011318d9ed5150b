import { startTestBackend } from '@backstage/backend-test-utils';
import { sourceTypesExtensionPoint } from 'backstage-plugin-release-evidence-node';
import deployModule, {
  argocdSourceType,
  fluxSourceType,
  genericSourceType,
  kubernetesSourceType,
  spinnakerSourceType,
} from '.';

describe('the module', () => {
  it('adds the source types of deployers', async () => {
    const addSourceType = jest.fn();
    await startTestBackend({
      extensionPoints: [[sourceTypesExtensionPoint, { addSourceType }]],
      features: [deployModule],
    });
    expect(addSourceType.mock.calls.flat()).toEqual([
      argocdSourceType,
      fluxSourceType,
      spinnakerSourceType,
      kubernetesSourceType,
      genericSourceType,
    ]);
  });
});
