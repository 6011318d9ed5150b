/**
 * What tests of source modules need: requests taken through a source as the
 * backend does it, and payloads to try it on, published ones and broken ones.
 *
 * @packageDocumentation
 */
export * from './brokenPayloads';
export * from './corpus';
export * from './delivery';
