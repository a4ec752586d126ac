import { join } from 'node:path'
import { CHECKPOINT_FILE, checkpointIn, type LogVerifier } from '../audit/checkpoint.ts'
import { readEntries } from '../audit/entries.ts'
import { keysBeside } from '../audit/log-keys.ts'
import { inclusionPlan, proofOf } from '../audit/proofs.ts'
import { nodesInTiles } from '../audit/tile-files.ts'
import { checkProof, formatProof } from '../audit/tlog-proof.ts'
import { receiptIn } from './audit-receipt.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { textOf } from './given-file.ts'
import { found, logKeys, toldProof } from './log-proof.ts'

const options = {
  checkpoint: { type: 'string' },
  check: { type: 'string' },
  key: { type: 'string', multiple: true },
  receipt: { type: 'string' },
} as const

/** Writes the proof of an entry, or checks one. Exit code 1 when it does not hold or the log does not have the entry. */
export const auditProve: Command = {
  usage:
    "DIR INDEX [--checkpoint FILE] > N.tlog-proof\n      | --check FILE --key VKEY [--key ML-DSA-44-VKEY] --receipt 'Audit-Receipt | JSON'",
  title: {
    vi: 'Viết hoặc kiểm tra chứng minh một bản ghi có trong nhật ký (C2SP tlog-proof)',
    en: 'Write, or check, the proof that an entry is in the log (C2SP tlog-proof)',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    if (values.check !== undefined) {
      const [keys, receipt] = [needed(values.key?.join('\n'), 'key'), needed(values.receipt, 'receipt')]
      return check(textOf(values.check), logKeys(keys), receipt)
    }
    const [directory, index] = positionals
    if (directory === undefined || !/^(0|[1-9][0-9]{0,14})$/.test(index ?? ''))
      throw new Usage('cần thư mục và số bản ghi · a folder and an index are needed')
    const note = textOf(values.checkpoint ?? join(directory, CHECKPOINT_FILE))
    return prove(directory, Number(index), note)
  },
}

/** The proof is checked before it is given: a log that was changed gives none. */
function prove(directory: string, index: number, note: string): number {
  const verifier = found(keysBeside(directory))
  const size = checkpointIn(note)?.size ?? 0
  if (index >= size) return no(`điểm kiểm tra chỉ phủ ${size} bản ghi · the checkpoint covers ${size} entries only`)
  const [entry] = readEntries(directory, index)
  if (!entry) return no('không đọc được bản ghi đó · that entry can not be read')
  const hashes = proofOf(inclusionPlan(index, size), nodesInTiles(directory, size))
  const text = formatProof({ index, hashes, checkpoint: note })
  const checked = checkProof(text, entry.leaf, verifier)
  if (!checked.ok) return no(`không chứng minh được · no proof holds: ${checked.reason}`)
  process.stdout.write(text)
  return 0
}

function check(proof: string, verifier: LogVerifier, text: string): number {
  const told = toldProof(proof, receiptIn(text), verifier)
  if (!told.ok) return no(told.text)
  process.stdout.write(`${told.text}\n`)
  return 0
}

function no(why: string): number {
  process.stderr.write(`${why}\n`)
  return 1
}
