/** What the commands by which a person signs share: the private key, and the registered key that it is the half of. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { signersOf } from '../identity/bundle-load.ts'
import { personOf } from '../identity/bundle-signatures.ts'
import { keysAt } from '../identity/key-validity.ts'
import type { RegisteredKey, SignerRole } from '../identity/participant.ts'
import { pinOf } from '../identity/public-key.ts'
import { now_ms } from '../telemetry/clock.ts'
import { Usage } from './command.ts'
import type { Examined } from './participants-folder.ts'

/** The private key in `file`, in PEM. Throws Usage, or what reading throws. */
export function privateKey(file: string, passphraseFile: string | undefined): KeyObject {
  const passphrase = passphraseFile && readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '')
  try {
    return createPrivateKey({ key: readFileSync(file, 'utf8'), ...(passphrase !== undefined && { passphrase }) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error
    throw new Usage(`--key: không đọc được khóa riêng PEM · no private key in PEM that can be read: ${file}`)
  }
}

/** The key that is registered for `person` (`<agency>/<officer>`) in `role` and valid now, of which `key` is the private half: a name alone signs nothing. Throws Usage. */
export function registeredKey({ content }: Examined, person: string, key: KeyObject, role: SignerRole): RegisteredKey {
  const signers = signersOf(content.participants).filter(({ roles }) => roles.includes(role))
  const signer = signers.find((one) => personOf(one) === person)
  if (!signer)
    throw new Usage(
      `--as: ${signers.map(personOf).join(' | ') || `danh bạ chưa có người ký vai trò ${role} · the registry has no signer of the role ${role} yet`}`,
    )
  const pin = pinOf({ ...key.export({ format: 'jwk' }) })
  const jwk = keysAt(signer.jwks.keys, now_ms()).find((one) => pinOf(one) === pin)
  if (!jwk) throw new Usage('--key: không phải khóa còn hiệu lực của người này · no valid key of this person')
  return jwk
}

/** Readers never see half a file. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content, { flush: true })
  renameSync(`${path}.new`, path)
}
