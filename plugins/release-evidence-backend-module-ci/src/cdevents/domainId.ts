/** The parts of a domain id, still encoded as they stand in it. */
export interface DomainId {
  provider: string;
  providerId: string;
  namespace: string;
  groups: string;
  type: string;
  resourceId: string;
}

const DOMAIN_ID =
  /^cdevents:v0:([^:]*):([^:]*):([^:]*):((?:[^:/](?:[^:]*[^:/])?)?):([^:]+):(.+)$/;

/** Reads the name of a resource in a system that sends no CDEvents itself. */
export function parseDomainId(text: string): DomainId | undefined {
  const match = DOMAIN_ID.exec(text);
  if (!match) {
    return undefined;
  }
  const [, provider, providerId, namespace, groups, type, resourceId] = match;
  return { provider, providerId, namespace, groups, type, resourceId };
}
