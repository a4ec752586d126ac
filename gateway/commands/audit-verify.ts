import { existsSync, readFileSync } from 'node:fs'
import { CHECKPOINT_FILE } from '../audit/checkpoint.ts'
import { keysBeside, parseLogKeys } from '../audit/log-keys.ts'
import { parseVerifierKey } from '../audit/note.ts'
import { openRemoteLog } from '../audit/remote-log.ts'
import { tilePath } from '../audit/tiles.ts'
import { type Summary, type Verdict, type VerifyOptions, verifyLog, verifyServed } from '../audit/verify.ts'
import { nextStep, progress, sentence } from './audit-findings.ts'
import { keptNote, policyIn, policyKey, quorumOf, unwitnessed } from './audit-quorum.ts'
import { headerOf } from './audit-receipt.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const options = {
  key: { type: 'string', multiple: true },
  receipt: { type: 'string', multiple: true },
  checkpoint: { type: 'string', multiple: true },
  ca: { type: 'string' },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
  policy: { type: 'string' },
} as const

interface Remote {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** Recomputes a log, or a copy of one, or one that is served, from its entries. Exit code 1 when anything does not hold. */
export const auditVerify: Command = {
  usage:
    "DIR [--key VKEY [--key ML-DSA-44-VKEY]] [--receipt 'Audit-Receipt | JSON' …] [--checkpoint FILE …] [--policy FILE]\n      | https://…/log --key VKEY … --ca FILE --cert FILE --private-key FILE [--receipt …] [--checkpoint …]",
  title: {
    vi: 'Tính lại toàn bộ nhật ký từ các bản ghi, đối chiếu ô, điểm kiểm tra và biên nhận',
    en: 'Recompute the whole log from its entries; compare tiles, checkpoints and receipts',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [place] = positionals
    if (place === undefined) throw new Usage('thiếu thư mục nhật ký · which folder?')
    const served = place.startsWith('https://')
    if (!served && !existsSync(place)) throw new Usage(`không có thư mục · no such folder: ${place}`)
    if (served && values.policy !== undefined)
      throw new Usage(
        '--policy: chỉ với thư mục; ở đây dùng điểm kiểm tra mới nhất của một nhân chứng, --checkpoint · with a folder only; here give the newest checkpoint of a witness, --checkpoint',
      )
    const policy = values.policy === undefined ? undefined : policyIn(values.policy)
    const keys = [...(values.key ?? [])]
    const own = policy && !keys.some(parseVerifierKey) ? policyKey(policy, place) : undefined
    if (own !== undefined) keys.unshift(own)
    const key = keys.length === 0 ? undefined : keys.join('\n')
    const verifier = key === undefined ? keysBeside(place) : parseLogKeys(key)
    const origin = verifier === 'missing' ? undefined : verifier?.name
    const claims = {
      receipts: (values.receipt ?? []).map(headerOf),
      checkpoints: (values.checkpoint ?? []).map((file) => keptNote(textOf(file, 'checkpoint'), origin)),
      onProgress: progress(),
    }
    // Before the entries, which a writer at work may go on to write.
    const quorum = policy && quorumOf(place, policy, verifier)
    const verdict = served
      ? await verifyAt(place, claims, needed(key, 'key'), {
          ca: textOf(needed(values.ca, 'ca'), 'ca'),
          cert: textOf(needed(values.cert, 'cert'), 'cert'),
          key: textOf(needed(values['private-key'], 'private-key'), 'private-key'),
        })
      : verifyLog(place, { ...claims, ...(key !== undefined && { verifierKey: key }) })
    if (!verdict.ok) {
      const next = nextStep(verdict.findings)
      const lines = [...verdict.findings.map(sentence), ...(next === undefined ? [] : [next])]
      process.stderr.write(lines.map((line) => `${line}\n`).join(''))
    }
    if (quorum?.ok === false) process.stderr.write(`${quorum.why}\n`)
    if (!verdict.ok || quorum?.ok === false) return 1
    process.stdout.write(`${[...linesOf(verdict, claims), ...witnessedLines(quorum, claims)].join('\n')}\n`)
    return 0
  },
}

async function verifyAt(url: string, claims: VerifyOptions, verifierKey: string, remote: Remote): Promise<Verdict> {
  const log = openRemoteLog(url.replace(/\/$/, ''), remote)
  try {
    const note = await log.file(CHECKPOINT_FILE)
    return await verifyServed(note?.toString(), (tile) => log.file(tilePath(tile)), { ...claims, verifierKey })
  } finally {
    log.close()
  }
}

const witnessedLines = (
  quorum: { readonly line: string } | undefined,
  { checkpoints = [] }: VerifyOptions,
): string[] => {
  if (quorum) return [quorum.line]
  return checkpoints.length > 0 ? [] : [unwitnessed('--policy, --checkpoint')]
}

const linesOf = (
  { origin, size, root, published, key, uncommitted_bytes, without_file }: Summary,
  { receipts = [], checkpoints = [] }: VerifyOptions,
): string[] => [
  `nhật ký nguyên vẹn · the log holds: ${size} bản ghi · entries`,
  `  origin     ${origin}`,
  `  root       ${root}`,
  `  checkpoint ${published}`,
  ...(uncommitted_bytes > 0
    ? [
        `  ${uncommitted_bytes} byte sau lần ghi trọn cuối: đang ghi, hoặc bị cắt ngang · bytes after the last commit: a write under way, or cut short`,
      ]
    : []),
  ...without_file.map(
    (id) =>
      `  ${id}: không có tệp khóa của kỳ, nhật ký không ghi là đã tiêu hủy; lấy từ bản sao khác · no key file of this epoch, and the log tells of no erasure; take it from another copy`,
  ),
  ...(checkpoints.length > 0 ? [`  checkpoints ${checkpoints.length} khớp · match`] : []),
  ...(receipts.length > 0 ? [`  receipts   ${receipts.length} khớp · match`] : []),
  ...(key === 'found'
    ? [
        '  khóa lấy ngay trong thư mục; dùng --key để chắc chắn · key taken from the folder itself; give --key to be sure',
      ]
    : []),
]

function textOf(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Usage(`--${option}: không đọc được · can't be read: ${path}`)
  }
}
