import { createFrontendPlugin } from '@backstage/frontend-plugin-api';

/** The Release Evidence frontend plugin. @public */
export default createFrontendPlugin({ pluginId: 'release-evidence' });
