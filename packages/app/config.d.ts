export interface Config {
  demo?: {
    /**
     * Who can sign in by name in the demo.
     * @deepVisibility frontend
     */
    people?: Array<{ name: string; displayName: string; role: string }>;
  };
}
