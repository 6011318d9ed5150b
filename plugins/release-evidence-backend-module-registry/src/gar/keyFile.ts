import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  errors,
  JSONWebKeySet,
  JWTVerifyGetKey,
} from 'jose';

/*
 * Google's keys, out of a file
 *
 * They are read at the start, which fails without them, and no request makes us
 * ask anybody for a key. But Google changes its keys every few weeks, and puts
 * new ones out some days before they are used. Whoever keeps the file fresh
 * should not have to restart the portal as well, so a token of an unknown key
 * has the file read again, though not more than once a minute.
 */

const READ_AGAIN_MS = 60_000;

/**
 * The keys in a JWKS file.
 *
 * @throws when the file cannot be read, or is no JWKS with a key in it.
 */
export function keysInFile(file: string): JWTVerifyGetKey {
  let keys = keySet(readFileSync(file, 'utf8'));
  let readAt = Date.now();
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (
        !(error instanceof errors.JWKSNoMatchingKey) ||
        Date.now() - readAt < READ_AGAIN_MS
      ) {
        throw error;
      }
      readAt = Date.now();
      keys = keySet(await readFile(file, 'utf8'));
      return keys(header, token);
    }
  };
}

function keySet(content: string): JWTVerifyGetKey {
  const jwks: JSONWebKeySet = JSON.parse(content);
  if (!Array.isArray(jwks?.keys) || jwks.keys.length === 0) {
    throw new TypeError('there are no keys in it');
  }
  return createLocalJWKSet(jwks);
}
