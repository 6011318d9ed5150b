import type {
  DeliveryStatus,
  SourceHealth,
  Status,
  VerificationStatus,
} from 'backstage-plugin-release-evidence-common';
import type { LinkState } from '../ReleaseDetail/chainLinks';
import type { Shape } from './StatusWord';
import type { Tone } from './tones';

/** How a status looks; its word stands in the translations. */
export interface Look {
  shape: Shape;
  tone: Tone;
}

/** Of a requirement or cell. */
export const STATUS_LOOKS: Record<Status, Look> = {
  met: { shape: 'check', tone: 'good' },
  'not-met': { shape: 'octagon', tone: 'bad' },
  unknown: { shape: 'question', tone: 'quiet' },
};

/** Of a link of the chain. */
export const LINK_LOOKS: Record<LinkState, Look> = {
  ok: { shape: 'check', tone: 'good' },
  failed: { shape: 'octagon', tone: 'bad' },
  inferred: { shape: 'triangle', tone: 'warning' },
  incomplete: { shape: 'ring', tone: 'warning' },
  waiting: { shape: 'hourglass', tone: 'accent' },
  ended: { shape: 'square', tone: 'quiet' },
  unknown: { shape: 'question', tone: 'quiet' },
  none: { shape: 'circle', tone: 'quiet' },
};

/** Of the verification of a signed statement. */
export const VERIFICATION_LOOKS: Record<VerificationStatus, Look> = {
  verified: { shape: 'check', tone: 'good' },
  untrusted: { shape: 'triangle', tone: 'warning' },
  invalid: { shape: 'octagon', tone: 'bad' },
  unverifiable: { shape: 'question', tone: 'quiet' },
  unsigned: { shape: 'circle', tone: 'quiet' },
};

/** Of a delivery. */
export const DELIVERY_LOOKS: Record<DeliveryStatus, Look> = {
  pending: { shape: 'hourglass', tone: 'accent' },
  done: { shape: 'check', tone: 'good' },
  ignored: { shape: 'circle', tone: 'quiet' },
  dead: { shape: 'octagon', tone: 'bad' },
};

/** Of a source of deliveries. */
export const SOURCE_LOOKS: Record<SourceHealth['status'], Look> = {
  ok: { shape: 'check', tone: 'good' },
  silent: { shape: 'triangle', tone: 'warning' },
  failing: { shape: 'octagon', tone: 'bad' },
  'not-served': { shape: 'square', tone: 'quiet' },
};
