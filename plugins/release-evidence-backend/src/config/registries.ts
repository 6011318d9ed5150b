import { normalizeArtifactName } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';

const hostName = z
  .string()
  .regex(
    /^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d+)?$/,
    'write a host in lower case, with its port if it has one, and nothing else',
  );

const registry = z
  .strictObject({
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    token: z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'a token is of ASCII characters without spaces')
      .optional(),
    tokenHost: hostName.optional(),
    plainHttp: z.boolean().default(false),
    allowPrivate: z.boolean().default(false),
  })
  .refine(
    ({ username, password }) =>
      (username === undefined) === (password === undefined),
    'username and password go together',
  )
  .refine(
    ({ username, token }) => username === undefined || token === undefined,
    'give either a token, or a username and password',
  );

/** How one registry is asked. */
export type RegistrySettings = z.output<typeof registry>;

/** Registries by their host, as it stands in the names of artifacts. */
export const registries = z
  .record(z.string(), registry)
  .transform((value, context): Record<string, RegistrySettings> => {
    const byHost = new Map<string, RegistrySettings>();
    for (const [key, settings] of Object.entries(value)) {
      const host = canonicalHost(key);
      if (host === undefined || byHost.has(host)) {
        context.addIssue({
          code: 'custom',
          path: [key],
          message:
            host === undefined
              ? 'write the host as in the names of images, such as ghcr.io or registry.acme.test:5000'
              : `this is ${host}, which is there already`,
        });
      } else {
        byHost.set(host, settings);
      }
    }
    return Object.fromEntries(byHost);
  })
  .default({});

/** The host of names in that registry: Docker Hub, for one, has several. */
function canonicalHost(key: string): string | undefined {
  const segments = normalizeArtifactName(`${key}/any/image`)?.split('/') ?? [];
  return hostName.safeParse(key).success && segments.length === 3
    ? segments[0]
    : undefined;
}
