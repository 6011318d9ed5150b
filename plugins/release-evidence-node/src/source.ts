import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { z } from 'zod';
import type { Delivery, WebhookRequest } from './request';

/**
 * Whether a request comes from the sender that it claims to come from. The
 * reason of a refusal is shown to operators and holds no secret; it tells a
 * credential that is missing from one that is wrong.
 *
 * @public
 */
export type Authentication =
  | { authenticated: true }
  | { authenticated: false; reason: string };

/**
 * What can be told of a request without understanding it.
 *
 * @public
 */
export interface DeliveryIdentity {
  /** The sender's name for the kind of request, if it has one. */
  type: string | null;
  /**
   * One key for each event in the request, the same whenever the sender
   * repeats that event. A request is a duplicate when all its keys are known.
   */
  keys: string[];
}

/** What one event of a delivery says. @public */
export interface ObservedEvent {
  key: string;
  observations: Observation[];
}

/**
 * What a delivery says; `reason` tells why, when there is nothing in it.
 *
 * @public
 */
export interface Observed {
  events: ObservedEvent[];
  reason?: string;
}

/**
 * A sender that is configured and served under `/webhooks/<id>`.
 *
 * `authenticate` sees every request first. `identify` parses and throws an
 * `InputError` that names what is wrong when it cannot. `observe` runs later, in
 * the background, on the stored delivery; it is pure, so that a replay gives
 * the same answer. It throws only for a defect of its own: what it cannot use
 * it answers with a reason.
 *
 * @public
 */
export interface Source {
  /** Headers, besides the content's own, without which `observe` cannot work. */
  keepHeaders: string[];
  authenticate(
    request: WebhookRequest,
  ): Authentication | Promise<Authentication>;
  identify(request: WebhookRequest): DeliveryIdentity;
  observe(delivery: Delivery): Observed;
}

/**
 * A sender for which no credential is configured, so that nobody can tell its
 * requests from anybody else's.
 *
 * @public
 */
export interface NotServed {
  notServed: string;
}

/**
 * A kind of sender: `type` in the configuration of a source.
 *
 * @public
 */
export interface SourceType<TConfig = unknown> {
  type: string;
  /** Strict, so that a misspelt key stops the start instead of being ignored. */
  configSchema: z.ZodType<TConfig>;
  create(config: TConfig): Source | NotServed;
}
