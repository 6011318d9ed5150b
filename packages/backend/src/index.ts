import { createBackend } from '@backstage/backend-defaults';
import { replicaSafeDatabase } from 'backstage-plugin-release-evidence-backend';

const backend = createBackend();

backend.add(replicaSafeDatabase);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissionPolicy'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('backstage-plugin-release-evidence-backend'));
backend.add(import('backstage-plugin-release-evidence-backend-module-github'));
backend.add(import('backstage-plugin-release-evidence-backend-module-gitlab'));
backend.add(
  import('backstage-plugin-release-evidence-backend-module-registry'),
);
backend.add(import('backstage-plugin-release-evidence-backend-module-ci'));
backend.add(import('backstage-plugin-release-evidence-backend-module-deploy'));

// The demo's people sign in by their names alone.
if (process.env.NODE_ENV === 'development') {
  backend.add(import('release-evidence-demo'));
}

// A portal that could not start must not look as if it were starting still.
backend.start().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
