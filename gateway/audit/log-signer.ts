/** Who signs a log's checkpoints, as its writer sees them. */
export interface LogSigner {
  /** Ed25519; of an ML-DSA-44 key too when checkpoints that are published carry its signature. */
  readonly verifierKeys: readonly [string, string?]
  /** Signature lines for a checkpoint's text. Throws LogRefused `signer` when there are none to be had now. */
  sign(text: string, published: boolean): string
  close(): void
}
