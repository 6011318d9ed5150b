import { z } from 'zod';

/** A host without dot or port would be read as a part of the name. */
export const REGISTRY_HOST = /^(localhost|[^/\s]+[.:][^/\s]+)$/i;

/** The registry as it stands before a repository's name. */
export const hostSetting = z
  .string()
  .regex(
    REGISTRY_HOST,
    'write the host as in the names of images, with its port if it has one: registry.acme.test, registry:5000',
  )
  .optional();

/**
 * What stands before an image's name, for registries that give each of their
 * repositories a host, a port or a path of its own.
 */
export const repositoriesSetting = z
  .record(
    z.string(),
    z
      .string()
      .regex(
        /^(localhost|[^/\s]+[.:][^/\s]+)(\/[^/\s]+)*$/i,
        'write what stands before the names of its images: docker.acme.test, registry.acme.test/docker-local',
      ),
  )
  .optional();

/**
 * The host in an address, or in an image's name: `https://registry.acme.test`,
 * `registry.acme.test/acme/payments:1.4.2`. Undefined for what has none.
 */
export function hostIn(address: string | null | undefined): string | undefined {
  const [, ofAddress, ofName] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?([^/\s?#]+)|([^/@\s]+)\/)/i.exec(
      address ?? '',
    ) ?? [];
  const host = ofAddress ?? ofName;
  return host && REGISTRY_HOST.test(host) ? host.toLowerCase() : undefined;
}
