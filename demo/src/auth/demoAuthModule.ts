import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/**
 * Lets the demo's people sign in by their name alone, from the header
 * `x-demo-person` or the query parameter `person`.
 */
export const demoAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        const people = (config.getOptionalConfigArray('demo.people') ?? []).map(
          person => person.getString('name'),
        );
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator(people),
            signInResolver: async ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { kind: 'User', name: result.person },
              }),
          }),
        });
      },
    });
  },
});

function demoAuthenticator(people: string[]) {
  return createProxyAuthenticator({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize: () => process.env.NODE_ENV === 'development',
    authenticate: async ({ req }, development: boolean) => {
      if (!development) {
        throw new NotAllowedError(
          'Signing in by name alone is for development; configure an auth provider',
        );
      }
      const person = req.header('x-demo-person') ?? req.query.person;
      if (typeof person !== 'string' || !people.includes(person)) {
        throw new AuthenticationError(
          `There is nobody of that name in the demo; use ${people.join(', ')}`,
        );
      }
      return { result: { person } };
    },
  });
}
