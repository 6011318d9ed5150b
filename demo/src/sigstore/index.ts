export { createSigstore, demoKeys, GITHUB_ISSUER } from './sigstore';
export type { Identity, Sigstore } from './sigstore';
