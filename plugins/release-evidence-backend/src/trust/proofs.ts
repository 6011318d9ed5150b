import type { Bundle } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';
import type { SignedEntity } from '@sigstore/verify';
import type { TrustSet } from './trustSet';

type LogEntry = SignedEntity['tlogEntries'][number];

/** What a bundle brings along to prove when it was signed. */
export interface BundleProofs
  extends Pick<SignedEntity, 'tlogEntries' | 'timestamps'> {
  /** When it was signed, as logs and authorities say that are known; earliest first. */
  times: Date[];
  logIndex: string | null;
  /** Says in a sentence which logs and authorities are in no root; may be empty. */
  unknown: string;
}

/** The proofs of a bundle by logs and authorities that some trust root lists. */
export function knownProofs(
  { verificationMaterial }: Bundle,
  { material }: TrustSet,
): BundleProofs {
  const { timestampVerificationData } = verificationMaterial;
  const tlogEntries: LogEntry[] = verificationMaterial.tlogEntries;
  const unknown: string[] = [];
  const known = tlogEntries.filter(({ logId }) => {
    const isKnown = material.tlogs.some(({ logID }) =>
      logID.equals(logId.keyId),
    );
    if (!isKnown) {
      unknown.push(`the log ${logId.keyId.toString('hex')}`);
    }
    return isKnown;
  });
  const stamps = (timestampVerificationData?.rfc3161Timestamps ?? []).map(
    ({ signedTimestamp }) =>
      RFC3161Timestamp.parse(Buffer.from(signedTimestamp)),
  );
  const knownStamps = stamps.filter(stamp => {
    const isKnown = material.timestampAuthorities.some(
      ({ certChain: [authority] }) =>
        authority.serialNumber.equals(stamp.signerSerialNumber) &&
        authority.issuer.equals(stamp.signerIssuer),
    );
    if (!isKnown) {
      unknown.push(
        `the timestamp authority with serial number ${stamp.signerSerialNumber.toString(
          'hex',
        )}`,
      );
    }
    return isKnown;
  });
  const promised = known.filter(isPromised);
  return {
    tlogEntries: known,
    timestamps: [
      ...promised.map(
        tlogEntry => ({ $case: 'transparency-log', tlogEntry } as const),
      ),
      ...knownStamps.map(
        timestamp => ({ $case: 'timestamp-authority', timestamp } as const),
      ),
    ],
    times: [
      ...promised.map(
        ({ integratedTime }) => new Date(Number(integratedTime) * 1000),
      ),
      ...knownStamps.map(({ signingTime }) => signingTime),
    ].sort((a, b) => +a - +b),
    logIndex: known[0]?.logIndex ?? null,
    unknown:
      unknown.length > 0
        ? ` (${unknown.slice(0, 3).join(', ')} is in none)`
        : '',
  };
}

/** Only the log's own promise vouches for the time of an entry. */
function isPromised(entry: LogEntry): boolean {
  return (
    entry.inclusionPromise !== undefined &&
    Boolean(entry.integratedTime) &&
    entry.integratedTime !== '0'
  );
}
