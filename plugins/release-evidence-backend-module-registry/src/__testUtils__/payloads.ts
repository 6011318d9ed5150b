import { digestOf } from './registryEvents';

/*
 * Requests as the senders' documentation and sources show them, for an image
 * `payments` with the tag 1.4.2 and a digest of the letter a.
 */

export const HEX = 'a'.repeat(64);
export const DIGEST = digestOf('a');

export function harborEvent(type: string, resource: object = {}) {
  return {
    type,
    occur_at: 1790848805,
    operator: 'admin',
    event_data: {
      resources: [
        {
          digest: DIGEST,
          tag: '1.4.2',
          resource_url: 'harbor.acme.test/acme/payments:1.4.2',
          ...resource,
        },
      ],
      repository: {
        date_created: 1677053165,
        name: 'payments',
        namespace: 'acme',
        repo_full_name: 'acme/payments',
        repo_type: 'private',
      },
    },
  };
}

export function harborCloudEvent(type: string, resource: object = {}) {
  const { event_data: data } = harborEvent(type, resource);
  return {
    specversion: '1.0',
    requestid: '2eedfab8-61d3-4f3c-8ec3-8f82d1ec4c84',
    id: '4b2f89a6-548d-4c12-9993-a1f5790b97d2',
    source: '/projects/1/webhook/policies/3',
    type,
    datacontenttype: 'application/json',
    time: '2026-10-01T10:00:05Z',
    data,
    operator: 'robot$acme+ci',
  };
}

/** As Harbor 2.5 and later report a scan by Trivy. */
export function harborScan(report: object = {}) {
  return {
    scan_overview: {
      'application/vnd.security.vulnerability.report; version=1.1': {
        report_id: 'd96e643f-a886-4687-8803-e3a3a0ee8725',
        scan_status: 'Success',
        severity: 'Critical',
        duration: 2,
        summary: {
          total: 82,
          fixable: 77,
          summary: {
            Critical: 6,
            High: 31,
            Medium: 36,
            Low: 4,
            Negligible: 3,
            Unknown: 2,
          },
        },
        start_time: '2026-10-01T10:00:02Z',
        end_time: '2026-10-01T10:00:04Z',
        scanner: { name: 'Trivy', vendor: 'Aqua Security', version: 'v0.42.0' },
        complete_percent: 100,
        ...report,
      },
    },
  };
}

export function acrEvent(action: string, target: object = {}) {
  return {
    id: 'cb8c3971-9adc-488b-bdd8-43cbb4974ff5',
    timestamp: '2026-10-01T10:00:05.343145347Z',
    action,
    target: {
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      size: 524,
      digest: DIGEST,
      length: 524,
      repository: 'acme/payments',
      tag: '1.4.2',
      ...target,
    },
    request: {
      id: '3cbb6949-7549-4fa1-86cd-a6d5451dffc7',
      host: 'acme.azurecr.io',
      method: 'PUT',
      useragent: 'docker/17.09.0-ce go/go1.8.3',
    },
  };
}

const TOPIC =
  '/subscriptions/6f1e/resourceGroups/acme/providers/Microsoft.ContainerRegistry/registries/acme';

export function gridEvent(eventType: string, data: unknown) {
  return {
    id: '831e1650-001e-001b-66ab-eeb76e069631',
    topic: TOPIC,
    subject: 'acme/payments:1.4.2',
    eventType: `Microsoft.${eventType}`,
    eventTime: '2026-10-01T10:00:06.6549614Z',
    data,
    dataVersion: '1.0',
    metadataVersion: '1',
  };
}

export function gridCloudEvent(type: string, data: unknown) {
  return {
    id: '831e1650-001e-001b-66ab-eeb76e069632',
    source: TOPIC,
    subject: 'acme/payments:1.4.2',
    type: `Microsoft.${type}`,
    time: '2026-10-01T10:00:06.6549614Z',
    data,
    specversion: '1.0',
  };
}

export function ecrEvent(type: string, detail: object) {
  return {
    version: '0',
    id: '13cde686-328b-6117-af20-0e5566167482',
    'detail-type': type,
    source: 'aws.ecr',
    account: '123456789012',
    time: '2026-10-01T10:00:05Z',
    region: 'us-west-2',
    resources: [],
    detail: {
      'repository-name': 'acme/payments',
      'image-digest': DIGEST,
      ...detail,
    },
  };
}

export const ecrAction = (detail: object) =>
  ecrEvent('ECR Image Action', {
    result: 'SUCCESS',
    'action-type': 'PUSH',
    'image-tag': '1.4.2',
    ...detail,
  });

export const ecrScan = (detail: object) =>
  ecrEvent('ECR Image Scan', {
    'scan-status': 'COMPLETE',
    'finding-severity-counts': { CRITICAL: 10, MEDIUM: 9, INFORMATIONAL: 1 },
    'image-tags': ['1.4.2'],
    ...detail,
  });

export const GAR_IMAGE = 'us-east1-docker.pkg.dev/acme-prod/images/payments';

export function garMessage(content: unknown) {
  return {
    message: {
      data: Buffer.from(
        typeof content === 'string' ? content : JSON.stringify(content),
      ).toString('base64'),
      messageId: '11886429012345678',
      message_id: '11886429012345678',
      publishTime: '2026-10-01T10:00:05.343Z',
      publish_time: '2026-10-01T10:00:05.343Z',
    },
    subscription: 'projects/acme-prod/subscriptions/release-evidence',
  };
}

export const garInsert = (content: object = {}) =>
  garMessage({
    action: 'INSERT',
    digest: `${GAR_IMAGE}@${DIGEST}`,
    tag: `${GAR_IMAGE}:1.4.2`,
    ...content,
  });

export function jfrogEvent(type: string, data: object = {}) {
  return {
    domain: 'docker',
    event_type: type,
    data: {
      repo_key: 'docker-local',
      event_type: type,
      path: 'acme/payments/1.4.2/manifest.json',
      name: 'manifest.json',
      sha256: HEX,
      size: 1206,
      image_name: 'acme/payments',
      image_type: 'docker',
      tag: '1.4.2',
      platforms: [],
      ...data,
    },
    subscription_key: 'release-evidence',
    jpd_origin: 'https://acme.jfrog.io',
    source: 'jfrog/ci@acme.test',
  };
}

export function quayPush(tags: unknown = ['1.4.2']) {
  return {
    name: 'payments',
    repository: 'acme/payments',
    namespace: 'acme',
    docker_url: 'quay.acme.test/acme/payments',
    homepage: 'https://quay.acme.test/repository/acme/payments',
    updated_tags: tags,
  };
}

export function dockerhubPush(push: object = {}, repository: object = {}) {
  return {
    push_data: {
      pushed_at: 1790848805,
      images: [],
      tag: '1.4.2',
      pusher: 'Anna',
      media_type: 'application/vnd.oci.image.index.v1+json',
      ...push,
    },
    callback_url: 'https://registry.hub.docker.com/u/acme/payments/hook/22ha/',
    repository: {
      status: 'Active',
      is_private: true,
      repo_url: 'https://hub.docker.com/r/acme/payments',
      owner: 'acme',
      name: 'payments',
      namespace: 'acme',
      date_created: 1497032538,
      repo_name: 'acme/payments',
      ...repository,
    },
  };
}

export function nexusEvent(action: string, component: object = {}) {
  return {
    timestamp: '2026-10-01T10:00:05.515+0000',
    nodeId: '7FFA7361-6ED33978-36997BD4-47095CC4-331356BE',
    initiator: 'Anna/10.0.0.7',
    repositoryName: 'docker-hosted',
    action,
    component: {
      id: '08909bf0c86cf6c9600aade89e1c5e25',
      componentId: 'bnBtLXByb3h5OjA4OTA5YmYwYzg2Y2Y2Yzk2MDBhYWRlODllMWM1ZTI1',
      format: 'docker',
      name: 'acme/payments',
      group: null,
      version: '1.4.2',
      ...component,
    },
  };
}
