export const HEX =
  '0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427';

export const DIGEST = `sha256:${HEX}`;

export const PURL = `pkg:oci/payments@sha256%3A${HEX}?repository_url=ghcr.io/acme/payments&tag=1.4.2`;

export const COMMIT = 'e22ea7d5bdf8f1c4b1dd8ac3ee4d4e8f6ad7c6d1';

export interface Draft {
  context?: object;
  subject?: object;
  customData?: unknown;
}

/** A CDEvent of the version that is current. */
export function cdEvent(
  word: string,
  content: object = {},
  { context, subject, customData }: Draft = {},
) {
  return {
    context: {
      specversion: '0.5.0',
      id: '271069a8-fc18-44f1-b38f-9d70a1695819',
      source: '/ci/tekton',
      type: `dev.cdevents.${word}.0.3.0`,
      timestamp: '2026-10-01T14:27:05.315384Z',
      ...context,
    },
    subject: { id: 'subject-1', source: '/ci/tekton', content, ...subject },
    ...(customData === undefined ? {} : { customData }),
  };
}

export const cloudEvent = (data: { context: object }, more: object = {}) => {
  const { id, source, type } = data.context as Record<string, string>;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    time: '2026-10-01T14:27:05Z',
    datacontenttype: 'application/json',
    data,
    ...more,
  };
};
