import { z } from 'zod';
import { Challenge, parseChallenges } from './challenge';
import type { Answer } from './httpExchange';
import { quote, RegistryError } from './registryError';
import type { RepositoryPlace } from './registryHost';

/*
 * Who is shown a credential
 *
 * A registry that wants a token names, in its challenge, the address that gives
 * one. Whoever can answer for the registry's host could name an address of
 * their own and would be sent the password. So credentials, and requests for
 * tokens at all, go only to the registry's own host, to `auth.docker.io` for
 * Docker Hub, and to the `tokenHost` that the configuration names. The scope is
 * ours, not the challenge's: nobody can have us fetch a token that may push.
 * Redirects of a token's address are not followed.
 */

/** Asks an address, without following a redirect. */
export type Ask = (
  url: URL,
  authorization: string | undefined,
) => Promise<Answer>;

const tokenSchema = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().positive().catch(60),
});

/** What an HTTP header may carry as a token (RFC 6750, 2.1), and not endless. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

/** Tokens are given up this long before they end. */
const MARGIN_MS = 10_000;
const MAX_TOKENS = 500;

/** How long a registry that wants a password is not waited for to ask for it. */
const BASIC_SECONDS = 300;

interface KeptToken {
  authorization: string;
  until: number;
}

/** Answers the challenges of registries, and keeps their tokens in memory. */
export class RegistryAuth {
  private readonly tokens = new Map<string, KeptToken>();

  constructor(private readonly clock: () => number = Date.now) {}

  /** What to present before anything was asked for. */
  known(place: RepositoryPlace): string | undefined {
    const kept = this.tokens.get(keyOf(place));
    if (kept && kept.until > this.clock()) {
      return kept.authorization;
    }
    return place.settings.token ? `Bearer ${place.settings.token}` : undefined;
  }

  /** What to present after a registry refused with this challenge. */
  async answer(
    place: RepositoryPlace,
    header: string | undefined,
    ask: Ask,
  ): Promise<string> {
    this.tokens.delete(keyOf(place));
    const { settings } = place;
    if (settings.token) {
      throw refused(place, 'does not accept the configured token');
    }
    const challenges = parseChallenges(header);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) {
      return this.fetchToken(place, bearer, ask);
    }
    if (!challenges.some(({ scheme }) => scheme === 'basic')) {
      throw refused(place, 'wants a kind of login that is not supported');
    }
    const basic = basicAuthorization(place);
    if (!basic) {
      throw refused(place, 'wants a login and none is configured');
    }
    this.keep(place, basic, BASIC_SECONDS);
    return basic;
  }

  private async fetchToken(
    place: RepositoryPlace,
    { parameters }: Challenge,
    ask: Ask,
  ): Promise<string> {
    const url = realmOf(place, parameters.realm);
    if (parameters.service) {
      url.searchParams.set('service', parameters.service);
    }
    url.searchParams.set('scope', `repository:${place.path}:pull`);
    const { status, body } = await ask(url, basicAuthorization(place));
    if (status !== 200) {
      throw refused(place, `gives no token: ${url.host} answered ${status}`);
    }
    const { token, seconds } = readToken(place, body);
    const authorization = `Bearer ${token}`;
    this.keep(place, authorization, seconds);
    return authorization;
  }

  private keep(
    place: RepositoryPlace,
    authorization: string,
    seconds: number,
  ): void {
    const [oldest] = this.tokens.keys();
    if (this.tokens.size >= MAX_TOKENS) {
      this.tokens.delete(oldest);
    }
    this.tokens.set(keyOf(place), {
      authorization,
      until: this.clock() + seconds * 1000 - MARGIN_MS,
    });
  }
}

function keyOf({ host, path }: RepositoryPlace): string {
  return `${host}/${path}`;
}

function basicAuthorization({ settings }: RepositoryPlace): string | undefined {
  const { username, password } = settings;
  return username !== undefined && password !== undefined
    ? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    : undefined;
}

/** The address that gives tokens, when it may be asked. */
function realmOf(place: RepositoryPlace, realm: string | undefined): URL {
  const url = URL.parse(realm ?? '');
  if (!url || url.username || url.password) {
    throw refused(place, 'names no address that gives tokens');
  }
  const isAllowed = [place.host, ...place.tokenHosts].includes(url.host);
  if (!isAllowed) {
    throw new RegistryError(
      `${place.registry} has its tokens given by ${quote(
        url.host,
      )}, which is not allowed; if that is right, set tokenHost to it under releaseEvidence.registries["${
        place.registry
      }"]`,
      { lasting: true },
    );
  }
  url.hash = '';
  return url;
}

function readToken(
  place: RepositoryPlace,
  body: Buffer,
): { token: string; seconds: number } {
  const reading = tokenSchema.safeParse(parseJson(body));
  const token = reading.data?.token || reading.data?.access_token;
  if (!reading.success || !token || !TOKEN.test(token)) {
    throw refused(place, 'gives something else than a token');
  }
  return { token, seconds: Math.min(reading.data.expires_in, 3600) };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function refused(place: RepositoryPlace, why: string): RegistryError {
  return new RegistryError(
    `${place.registry} ${why}; see releaseEvidence.registries["${place.registry}"]`,
  );
}
