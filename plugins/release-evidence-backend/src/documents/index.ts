export { readDocument } from './readDocument';
export type { SentDocument } from './readDocument';
export { signedPartsOf } from './signedParts';
