import { Identity } from '../sigstore';
import { Document } from './documents/document';
import { uuidOf, numberOf } from './ids';
import { accountId } from './github/account';
import { acme } from './people';
import { before, Span } from './time';

/** A request of the stories, not yet signed. */
export interface DemoDelivery {
  /** A webhook's sender; or `upload`, for a pipeline with a document. */
  sender: 'github' | 'distribution' | 'upload';
  /** When the event happened, and so when the sender would have sent it. */
  at: Date;
  /** What stands in the URL after the question mark. */
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  /** The body is to be signed, and the bundle sent in its place. */
  sign?: Signing;
}

/** Who signs what: a statement, or an artifact by its bytes. */
export interface Signing {
  as: 'statement' | 'artifact';
  by: Identity;
}

/**
 * Writes down what senders would have sent, in terms of one start: the same
 * start gives the same deliveries, byte for byte.
 */
export class Story {
  private readonly written: DemoDelivery[] = [];

  constructor(readonly start: Date) {}

  /** A moment before the start. */
  ago(span: Span): Date {
    return before(this.start, span);
  }

  /** An event of GitHub, with the headers of its organisation's hook. */
  github(event: string, payload: object, at: Date): void {
    const body = JSON.stringify(payload);
    this.add({
      sender: 'github',
      at,
      query: {},
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/7a1c5d2',
        'x-github-event': event,
        'x-github-delivery': uuidOf(`delivery ${event} ${body}`),
        'x-github-hook-id': String(numberOf('hook of acme', 9)),
        'x-github-hook-installation-target-type': 'organization',
        'x-github-hook-installation-target-id': String(accountId(acme)),
      },
      body,
    });
  }

  /** An envelope of the registry's notifications. */
  registry(envelope: object, at: Date): void {
    this.add({
      sender: 'distribution',
      at,
      query: {},
      headers: {
        'content-type': 'application/vnd.docker.distribution.events.v2+json',
        'user-agent': 'Go-http-client/1.1',
      },
      body: JSON.stringify(envelope),
    });
  }

  /** A document that a pipeline uploads for what the query names. */
  upload(document: Document, query: Record<string, string>, at: Date): void {
    this.add({
      sender: 'upload',
      at,
      query,
      headers: {
        'content-type': document.mediaType,
        'user-agent': 'curl/8.14.1',
      },
      body: document.body,
    });
  }

  /** Something that a pipeline signs, and uploads as a Sigstore bundle. */
  sign(
    body: string,
    sign: Signing,
    query: Record<string, string>,
    at: Date,
  ): void {
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    this.add({
      sender: 'upload',
      at,
      query,
      headers: { 'content-type': mediaType, 'user-agent': 'curl/8.14.1' },
      body,
      sign,
    });
  }

  /** Everything written, in the order in which it happened. */
  deliveries(): DemoDelivery[] {
    return [...this.written].sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  private add(delivery: DemoDelivery): void {
    if (delivery.at > this.start) {
      throw new RangeError(
        `A story tells of ${delivery.at.toISOString()}, after its own start`,
      );
    }
    this.written.push(delivery);
  }
}
