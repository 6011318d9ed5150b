type Level = 'none' | 'minimum' | 'better' | 'strong';

/** `{ days: 7 }`, an ISO 8601 duration, or `7d`. */
type Duration = string | { [unit: string]: number };

export interface Config {
  releaseEvidence?: {
    /** Senders, each under the last segment of its webhook's URL. */
    sources?: {
      [id: string]: {
        /** The kind of sender, as a source module names it. */
        type: string;
        /**
         * The key with which the sender signs.
         * @visibility secret
         */
        secret?: string;
        /**
         * The token that the sender presents.
         * @visibility secret
         */
        token?: string;
        /** The host that stands before the names of a registry's artifacts. */
        host?: string;
      };
    };
    /** Registries that are asked, by their host as in names of images. */
    registries?: {
      [host: string]: {
        username?: string;
        /**
         * The password of the user.
         * @visibility secret
         */
        password?: string;
        /**
         * Presented instead of a user's password, as a bearer token.
         * @visibility secret
         */
        token?: string;
        /** The host that gives the registry's tokens, if it is another. */
        tokenHost?: string;
        /** Ask without TLS; for registries of one's own machine. */
        plainHttp?: boolean;
        /** Ask at private and loopback addresses too. */
        allowPrivate?: boolean;
      };
    };
    ingress?: {
      /** The largest request body that is accepted, 25mb if not given. */
      maxBody?: string | number;
    };
    /** Topics of the portal's events service, and the sources they are read as. */
    bridge?: Array<{ topic: string; source: string }>;
    documents?: {
      /** The largest document that is kept, 100mb if not given. */
      maxSize?: string | number;
    };
    /** In promotion order. */
    environments?: Array<{
      name: string;
      /** Other names by which deployers call it. */
      aliases?: string[];
      /** Whether a deployment here asks for a gate. */
      protected?: boolean;
      /** One level for all controls, or one for each. */
      requires?:
        | Level
        | {
            'source-protection'?: Level;
            'build-isolation'?: Level;
            'artifact-identity'?: Level;
            'deployment-approval'?: Level;
          };
      checks?: {
        required?: string[];
        maxAge?: Duration;
        blockingSeverity?: 'low' | 'medium' | 'high' | 'critical';
      };
      approvals?: Array<{
        kind: 'environment' | 'security-signoff';
        /** Entity refs of groups or users. */
        from: string[];
        count?: number;
      }>;
      approvalTtl?: Duration;
      exceptions?: { grantedBy: string[]; maxAge?: Duration };
      breakGlass?: {
        from: string[];
        ttl: Duration;
        reviewWithin: Duration;
        reviewers: string[];
      };
      /** What the gate answers when the store cannot be read. */
      onOutage?: 'closed' | 'open';
    }>;
    trust?: {
      roots?: Array<'public-good' | { file: string; name?: string }>;
      keys?: Array<{
        id: string;
        /** Path of a public key in PEM form. */
        file: string;
        use: Array<'signature' | 'attestation'>;
        hint?: string;
        validFrom?: string;
        validUntil?: string;
      }>;
      signers?: Array<{
        issuer: string;
        identity: string;
        components?: string[];
      }>;
      builders?: Array<{
        id: string;
        signer?: string;
        hardened?: {
          network?: 'attested' | 'declared';
          identity?: 'attested' | 'declared';
        };
      }>;
      runnerGroups?: { dedicated?: string[] };
    };
    signing?: {
      /** Path of the installation's private key in PEM form. */
      keyFile?: string;
    };
    policies?: Array<{ [key: string]: unknown }>;
    retention?: { deliveries?: Duration; documents?: Duration };
  };
}
