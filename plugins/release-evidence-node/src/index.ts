/**
 * What a Release Evidence source module implements.
 *
 * @packageDocumentation
 */
export * from './body';
export * from './cloudEvent';
export * from './credentials';
export * from './extensions';
export * from './payload';
export * from './payloadTime';
export * from './purl';
export * from './request';
export * from './source';
export * from './standardWebhooks';
export * from './statementCarrier';
export * from './webLink';
