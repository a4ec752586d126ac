import { join } from 'node:path'
import { CHECKPOINT_FILE, checkpointIn } from '../audit/checkpoint.ts'
import { readEntries } from '../audit/entries.ts'
import { keysBeside } from '../audit/log-keys.ts'
import { inclusionPlan, proofOf } from '../audit/proofs.ts'
import { nodesInTiles } from '../audit/tile-files.ts'
import { checkProof, formatProof, parseProof } from '../audit/tlog-proof.ts'
import { readWitnessed } from '../audit/witnessed.ts'
import { policyIn, policyKeyOf, proveAgain, quorumIn, unwitnessed } from './audit-quorum.ts'
import { receiptIn } from './audit-receipt.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { textOf } from './given-file.ts'
import { found, logKeys, toldProof } from './log-proof.ts'

const options = {
  checkpoint: { type: 'string' },
  check: { type: 'string' },
  key: { type: 'string', multiple: true },
  receipt: { type: 'string' },
  policy: { type: 'string' },
} as const

/** Writes the proof of an entry, or checks one. Exit code 1 when it does not hold or the log does not have the entry. */
export const auditProve: Command = {
  usage:
    "DIR INDEX [--checkpoint FILE] > N.tlog-proof\n      | --check FILE [--key VKEY [--key ML-DSA-44-VKEY]] [--policy FILE] [--receipt 'Audit-Receipt | JSON']",
  title: {
    vi: 'Viết hoặc kiểm tra chứng minh một bản ghi có trong nhật ký (C2SP tlog-proof)',
    en: 'Write, or check, the proof that an entry is in the log (C2SP tlog-proof)',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    if (values.check !== undefined) return check(textOf(values.check), values)
    const [directory, index] = positionals
    if (directory === undefined || !/^(0|[1-9][0-9]{0,14})$/.test(index ?? ''))
      throw new Usage('cần thư mục và số bản ghi · a folder and an index are needed')
    return prove(directory, Number(index), noteFor(directory, Number(index), values.checkpoint))
  },
}

/** By default the newest that witnesses cosigned, if it covers the entry: then whoever knows one of them need not believe the log's key alone. */
function noteFor(directory: string, index: number, file: string | undefined): string {
  const witnessed = file === undefined ? readWitnessed(directory) : undefined
  if (witnessed !== undefined && (checkpointIn(witnessed)?.size ?? 0) > index) return witnessed
  return textOf(file ?? join(directory, CHECKPOINT_FILE))
}

/** The proof is checked before it is given: a log that was changed gives none. */
function prove(directory: string, index: number, note: string): number {
  const verifier = found(keysBeside(directory))
  const size = checkpointIn(note)?.size ?? 0
  if (index >= size) return no(`điểm kiểm tra chỉ phủ ${size} bản ghi · the checkpoint covers ${size} entries only`)
  const [entry] = readEntries(directory, index)
  if (!entry) return no('không đọc được bản ghi đó · that entry can not be read')
  const hashes = proofOf(inclusionPlan(index, size), nodesInTiles(directory, size))
  const text = formatProof({ index, hashes, checkpoint: note, extra: entry.bytes })
  const checked = checkProof(text, entry.leaf, verifier)
  if (!checked.ok) return no(`không chứng minh được · no proof holds: ${checked.reason}`)
  process.stdout.write(text)
  return 0
}

interface Against {
  readonly key?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly receipt?: string | undefined
}

function check(proof: string, { key, policy: file, receipt }: Against): number {
  const note = parseProof(proof)?.checkpoint ?? ''
  const policy = file === undefined ? undefined : policyIn(file)
  const own = policy && policyKeyOf(policy, checkpointIn(note)?.origin ?? '')
  const verifier = logKeys(needed(key?.join('\n') ?? own, 'key'))
  const told = toldProof(proof, receipt === undefined ? undefined : receiptIn(receipt), verifier)
  if (!told.ok) return no(told.text)
  const quorum = policy && quorumIn(note, policy, verifier)
  if (quorum?.ok === false) return no(`${quorum.why}\n${proveAgain}`)
  process.stdout.write(`${told.text}\n${quorum?.line ?? unwitnessed('--policy')}\n`)
  return 0
}

function no(why: string): number {
  process.stderr.write(`${why}\n`)
  return 1
}
