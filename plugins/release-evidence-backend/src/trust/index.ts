export { loadTrust, portalFolder } from './loadTrust';
export { SignatureStore } from './signatureStore';
export { ageInDays } from './trustRoots';
export { createTrustSet } from './trustSet';
export type { TrustFiles, TrustSet } from './trustSet';
export { VerificationPool } from './verificationPool';
export { VerificationWorker } from './verificationWorker';
export { verifyDocument } from './verifyDocument';
