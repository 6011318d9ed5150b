import { InputError } from '@backstage/errors';
import {
  ArtifactName,
  normalizeArtifactName,
} from 'backstage-plugin-release-evidence-common';
import type { RegistrySettings } from '../config/registries';

const DOCKER_HUB = 'docker.io';

/** A repository of a registry, and how that registry is asked. */
export interface RepositoryPlace {
  /** As it stands in names of artifacts and in the configuration. */
  registry: string;
  /** The host that answers for it, with its port. */
  host: string;
  path: string;
  settings: RegistrySettings;
  /** Hosts, besides its own, that may give tokens for it. */
  tokenHosts: string[];
}

const NO_SETTINGS: RegistrySettings = { plainHttp: false, allowPrivate: false };

/** Where the repository of an artifact is asked for. */
export function placeOf(
  name: ArtifactName,
  registries: Record<string, RegistrySettings>,
): RepositoryPlace {
  if (!isRepository(name)) {
    throw new InputError(
      `"${name}" is no repository of a registry; write <host>/<path> without a tag`,
    );
  }
  const registry = registryOf(name);
  const settings = registries[registry] ?? NO_SETTINGS;
  const isDockerHub = registry === DOCKER_HUB;
  return {
    registry,
    host: isDockerHub ? 'registry-1.docker.io' : registry,
    path: name.slice(registry.length + 1),
    settings,
    tokenHosts: [
      ...(isDockerHub ? ['auth.docker.io'] : []),
      ...(settings.tokenHost ? [settings.tokenHost] : []),
    ],
  };
}

/** The registry in the name of an artifact. */
export function registryOf(name: ArtifactName): string {
  return name.slice(0, name.indexOf('/'));
}

/** The longest name that is asked for; registries allow 255. */
const MAX_NAME = 512;

/** Whether the name is a repository of a registry, and no package URL. */
export function isRepository(name: ArtifactName): boolean {
  return (
    name.length <= MAX_NAME &&
    !name.startsWith('pkg:') &&
    normalizeArtifactName(name) === name
  );
}
