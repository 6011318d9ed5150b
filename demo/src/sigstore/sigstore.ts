import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { dsse } from '@sigstore/core';
import { initializeCA, initializeCTLog, initializeTLog } from '@sigstore/mock';

/** What a certificate says, by the numbers under Fulcio's extensions. */
export interface Identity {
  /** The subject alternative name. */
  name: string;
  issuer?: string;
  claims?: Record<number, string>;
}

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

const FULCIO = '1.3.6.1.4.1.57264.1';
const STATEMENT_TYPE = 'application/vnd.in-toto+json';

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

interface Keys {
  ca: KeyPair;
  log: KeyPair;
  certificateLog: KeyPair;
}

const keys = (namedCurve: string): KeyPair =>
  generateKeyPairSync('ec', { namedCurve });

const CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' };

/** A key that everybody can derive, and that protects nothing. */
function derivedKey(name: string, curve: keyof typeof CURVES): KeyPair {
  const algorithm = curve === 'P-256' ? 'sha256' : 'sha384';
  const seed = createHash(algorithm).update(name).digest();
  seed[0] = 1;
  const ecdh = createECDH(CURVES[curve]);
  ecdh.setPrivateKey(seed);
  const point = ecdh.getPublicKey().subarray(1);
  const part = (bytes: Buffer) => bytes.toString('base64url');
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: curve,
      d: part(seed),
      x: part(point.subarray(0, point.length / 2)),
      y: part(point.subarray(point.length / 2)),
    },
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/**
 * The keys of the demo's own Sigstore instance. They derive from their names,
 * so that what it signs verifies on every machine with the same trusted root.
 */
export function demoKeys(): Keys {
  return {
    ca: derivedKey('Acme demo certificate authority', 'P-384'),
    log: derivedKey('Acme demo transparency log', 'P-256'),
    certificateLog: derivedKey('Acme demo certificate log', 'P-256'),
  };
}

function newKeys(): Keys {
  return {
    ca: keys('P-384'),
    log: keys('P-256'),
    certificateLog: keys('P-256'),
  };
}

/** A Sigstore instance that signs. */
export type Sigstore = Awaited<ReturnType<typeof createSigstore>>;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/**
 * A Sigstore instance of its own, which issues real certificates and log
 * entries: with the trusted root that lists it, bundles of it verify. Times are
 * those of now unless given.
 */
export async function createSigstore(
  options: { keys?: Keys; certifiedAt?: Date; loggedAt?: Date } = {},
) {
  const { certifiedAt, loggedAt } = options;
  const { ca: caKeys, log, certificateLog } = options.keys ?? newKeys();
  const ctLog = await initializeCTLog(certificateLog, certifiedAt);
  const ca = await initializeCA(caKeys, ctLog, certifiedAt);
  const tlog = await initializeTLog('https://rekor.acme.test', log, loggedAt);

  async function certify(publicKey: KeyObject, identity: Identity) {
    const claims = { 8: identity.issuer ?? GITHUB_ISSUER, ...identity.claims };
    const der = await ca.issueCertificate({
      publicKey: publicKey.export({
        type: 'spki',
        format: 'der',
      }) as Buffer<ArrayBuffer>,
      subjectAltName: identity.name,
      extensions: Object.entries(claims).map(([number, value]) => ({
        oid: `${FULCIO}.${number}`,
        value,
      })),
    });
    return Buffer.from(der as Buffer);
  }

  async function material(certificate: Buffer, proposed: object) {
    const [entry] = Object.values<Awaited<ReturnType<typeof tlog.log>>[string]>(
      await tlog.log(proposed),
    );
    const { kind, apiVersion } = proposed as Record<string, string>;
    const proof = entry.verification!.inclusionProof!;
    return {
      certificate: { rawBytes: certificate.toString('base64') },
      tlogEntries: [
        {
          logIndex: String(entry.logIndex),
          logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
          kindVersion: { kind, version: apiVersion },
          integratedTime: String(entry.integratedTime),
          inclusionPromise: {
            signedEntryTimestamp: entry.verification!.signedEntryTimestamp,
          },
          inclusionProof: {
            logIndex: String(proof.logIndex),
            rootHash: Buffer.from(proof.rootHash, 'hex').toString('base64'),
            treeSize: String(proof.treeSize),
            hashes: proof.hashes.map((hash: string) =>
              Buffer.from(hash, 'hex').toString('base64'),
            ),
            checkpoint: { envelope: proof.checkpoint },
          },
          canonicalizedBody: entry.body as string,
        },
      ],
    };
  }

  const pem = (certificate: Buffer) =>
    Buffer.from(new X509Certificate(certificate).toString()).toString('base64');

  return {
    /** The instance's trusted_root.json. */
    root: JSON.stringify(trustedRoot(ca, tlog, ctLog)),

    /** A bundle (v0.3) with a statement. */
    async attest(statement: object, identity: Identity) {
      const { publicKey, privateKey } = keys('P-256');
      const payload = Buffer.from(JSON.stringify(statement));
      const signature = sign(
        'sha256',
        dsse.preAuthEncoding(STATEMENT_TYPE, payload),
        privateKey,
      ).toString('base64');
      const certificate = await certify(publicKey, identity);
      return {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: await material(certificate, {
          apiVersion: '0.0.1',
          kind: 'dsse',
          spec: {
            payloadHash: {
              algorithm: 'sha256',
              value: sha256(payload).toString('hex'),
            },
            signatures: [{ signature, verifier: pem(certificate) }],
          },
        }),
        dsseEnvelope: {
          payload: payload.toString('base64'),
          payloadType: STATEMENT_TYPE,
          signatures: [{ sig: signature, keyid: '' }],
        },
      };
    },

    /** A bundle (v0.3) with a signature over bytes. */
    async signBytes(bytes: Buffer, identity: Identity) {
      const { publicKey, privateKey } = keys('P-256');
      const signature = sign('sha256', bytes, privateKey).toString('base64');
      const certificate = await certify(publicKey, identity);
      return {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: await material(certificate, {
          apiVersion: '0.0.1',
          kind: 'hashedrekord',
          spec: {
            data: {
              hash: {
                algorithm: 'sha256',
                value: sha256(bytes).toString('hex'),
              },
            },
            signature: {
              content: signature,
              publicKey: { content: pem(certificate) },
            },
          },
        }),
        messageSignature: {
          messageDigest: {
            algorithm: 'SHA2_256',
            digest: sha256(bytes).toString('base64'),
          },
          signature,
        },
      };
    },
  };
}

function trustedRoot(
  ca: Awaited<ReturnType<typeof initializeCA>>,
  tlog: Awaited<ReturnType<typeof initializeTLog>>,
  ctLog: Awaited<ReturnType<typeof initializeCTLog>>,
) {
  const validFor = { start: '2020-01-01T00:00:00Z' };
  const log = (baseUrl: string, publicKey: Buffer) => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    logId: { keyId: sha256(publicKey).toString('base64') },
    publicKey: {
      rawBytes: publicKey.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor,
    },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [
      {
        uri: 'https://fulcio.acme.test',
        certChain: {
          certificates: [
            {
              rawBytes: Buffer.from(ca.rootCertificate as Buffer).toString(
                'base64',
              ),
            },
          ],
        },
        validFor,
      },
    ],
    tlogs: [log('https://rekor.acme.test', tlog.publicKey)],
    ctlogs: [log('https://ctfe.acme.test', ctLog.publicKey)],
  };
}
