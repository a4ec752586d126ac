/** A log's signer: holds the private keys, and listens for checkpoints to sign. */
import { openKey } from '../audit/key.ts'
import { now_ms } from '../telemetry/clock.ts'
import { startSigner } from './server.ts'
import { createSigning } from './signing.ts'

export interface SignerSettings {
  /** Name of the log. */
  readonly origin: string
  /** Where it listens: a path of at most some hundred bytes, in a folder of its owner's alone. */
  readonly socket: string
  /** PKCS#8 PEM, Ed25519. */
  readonly keyFile: string
  /** PKCS#8 PEM, ML-DSA-44. */
  readonly mlDsaKeyFile?: string
  /** Which of the keys may be made: those that the log does not know yet. */
  readonly mayCreate: readonly ('ed25519' | 'ml-dsa-44')[]
}

export interface RunningSigner {
  readonly verifierKeys: readonly string[]
  close(): Promise<void>
}

/** Opens the keys and listens. Rejects with LogRefused `key`, and the system's errors. */
export async function runSigner(settings: SignerSettings): Promise<RunningSigner> {
  const { origin, socket, keyFile, mlDsaKeyFile, mayCreate } = settings
  const key = openKey(keyFile, mayCreate.includes('ed25519'))
  const mlDsaKey =
    mlDsaKeyFile === undefined ? undefined : openKey(mlDsaKeyFile, mayCreate.includes('ml-dsa-44'), 'ml-dsa-44')
  const signing = createSigning(origin, { key, ...(mlDsaKey && { mlDsaKey }) }, () => Math.floor(now_ms() / 1000))
  const server = await startSigner(socket, signing)
  return { verifierKeys: signing.verifierKeys, close: server.close }
}
