/** Whether an entry is in the log, told to people: what the commands that check a proof share. */
import type { LogVerifier } from '../audit/checkpoint.ts'
import { decodeEntry } from '../audit/encoding.ts'
import { parseLogKeys } from '../audit/log-keys.ts'
import { leafHash, sameHash } from '../audit/merkle.ts'
import type { Receipt } from '../audit/receipt.ts'
import { checkProof, parseProof } from '../audit/tlog-proof.ts'
import { Usage } from './command.ts'

/** `text` in both languages: what holds, or why not. */
export interface ToldProof {
  readonly ok: boolean
  readonly text: string
}

const no = (text: string): ToldProof => ({ ok: false, text })

/** A verifier that was found. Throws Usage for none. */
export function found(verifier: LogVerifier | 'missing' | undefined): LogVerifier {
  if (verifier === undefined || verifier === 'missing')
    throw new Usage('khóa kiểm tra sai dạng · the verifier key is malformed')
  return verifier
}

/** The keys of a log, as options give them. Throws Usage. */
export const logKeys = (keys: string): LogVerifier => found(parseLogKeys(keys))

/**
 * Checks a proof's text (C2SP tlog-proof) for the entry that `receipt` names, without one for the entry that comes with it. Tells too what
 * that says in clear. Signatures of witnesses are NOT checked.
 */
export function toldProof(proof: string, receipt: Receipt | undefined, verifier: LogVerifier): ToldProof {
  if (receipt && receipt.origin !== verifier.name)
    return no('biên nhận của nhật ký khác · the receipt is of another log')
  const parsed = parseProof(proof)
  if (!parsed) return no('chứng minh sai dạng · the proof is malformed')
  const entry = parsed.extra
  const leaf = receipt ? Buffer.from(receipt.leaf, 'base64') : entry && leafHash(entry)
  if (!leaf)
    return no('chứng minh không kèm bản ghi: cần --receipt · the proof comes without its entry: --receipt is needed')
  const checked = checkProof(proof, leaf, verifier)
  if (!checked.ok) return no(`chứng minh không đúng · the proof does not hold: ${checked.reason}`)
  const { index, size } = checked
  if (receipt && index !== receipt.index) return no('chứng minh cho bản ghi khác · the proof is of another entry')
  if (receipt && entry && !sameHash(leafHash(entry), leaf))
    return no(
      'bản ghi kèm theo không phải bản ghi của biên nhận · the entry that comes with it is not the one of the receipt',
    )
  const decoded = entry && decodeEntry(entry)
  const said = decoded?.ok ? `\n  ${decoded.entry.phase} ${decoded.entry.at} ${decoded.entry.event}` : ''
  return {
    ok: true,
    text: `bản ghi có trong nhật ký · the entry is in the log: ${index} / ${size} (${verifier.name})${said}`,
  }
}
