import type { DeploymentStatus } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { untoldTarget } from '../../untold';
import { artifactOf, environmentOf } from '../subject';
import { CdEventReader, contentReader } from './reader';

/**
 * A service in an environment. Each event is a deployment of its own, as no id
 * ties those together that put the same artifact there.
 */
function service(
  status: DeploymentStatus,
  options: { artifact: 'asked' | 'if-told' },
): CdEventReader {
  return contentReader(z.object({}), (_, event, time) => {
    const environment = environmentOf(event);
    if (!environment) {
      return 'subject.content.environment.id: missing';
    }
    const artifact = artifactOf(event);
    if (!artifact && options.artifact === 'asked') {
      return 'subject.content.artifactId: no package URL of an artifact, as pkg:oci/payments@sha256%3A…';
    }
    return [
      {
        ...untoldTarget,
        ...artifact,
        kind: 'deployment',
        time,
        deployment: `cdevents:${event.key}`,
        environment,
        status,
        by: null,
      },
    ];
  });
}

/**
 * After a rollback the event names the artifact that the service has now, as
 * after any other deployment.
 */
export const serviceDeployed = service('succeeded', { artifact: 'asked' });

export const serviceRemoved = service('inactive', { artifact: 'if-told' });
