import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { SourceType } from './source';

/**
 * Where a module adds the senders that it understands.
 *
 * @public
 */
export interface SourceTypesExtensionPoint {
  /** @throws when the type is taken already. */
  addSourceType<TConfig>(sourceType: SourceType<TConfig>): void;
}

/** The extension point of the backend plugin. @public */
export const sourceTypesExtensionPoint =
  createExtensionPoint<SourceTypesExtensionPoint>({
    id: 'release-evidence.source-types',
  });
