/** Whether an entry is in the log, told to people: what the commands that check a proof share. */
import type { LogVerifier } from '../audit/checkpoint.ts'
import { parseLogKeys } from '../audit/log-keys.ts'
import type { Receipt } from '../audit/receipt.ts'
import { checkProof } from '../audit/tlog-proof.ts'
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

/** Checks a proof's text (C2SP tlog-proof) for the entry that `receipt` names. Signatures of witnesses are NOT checked. */
export function toldProof(proof: string, receipt: Receipt, verifier: LogVerifier): ToldProof {
  if (receipt.origin !== verifier.name) return no('biên nhận của nhật ký khác · the receipt is of another log')
  const checked = checkProof(proof, Buffer.from(receipt.leaf, 'base64'), verifier)
  if (!checked.ok) return no(`chứng minh không đúng · the proof does not hold: ${checked.reason}`)
  if (checked.index !== receipt.index) return no('chứng minh cho bản ghi khác · the proof is of another entry')
  return {
    ok: true,
    text: `bản ghi có trong nhật ký · the entry is in the log: ${receipt.index} / ${checked.size} (${verifier.name})`,
  }
}
