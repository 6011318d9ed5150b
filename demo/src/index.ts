/**
 * A small company to look at: its people can sign in by name, and its
 * deliveries arrive through the real webhooks. For development only.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { demoAuthModule } from './auth/demoAuthModule';
import { demoDeliveriesPlugin } from './deliveries/demoPlugin';

export default createBackendFeatureLoader({
  loader: () => [demoAuthModule, demoDeliveriesPlugin],
});
