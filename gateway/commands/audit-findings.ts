/** What the audit commands say of a log, in both languages. */
import type { Finding } from '../audit/findings.ts'
import type { Remark } from '../audit/fsck.ts'

/** Why a checkpoint or a proof is not taken. */
const noteReasons: Readonly<Record<string, string>> = {
  missing: 'không có · there is none',
  malformed: 'sai dạng, phải nguyên văn như đã nhận · malformed, it has to be whole as it came',
  'bad-signature': 'chữ ký sai · the signature is wrong',
  'no-known-key': 'không có chữ ký của khóa này · it is not signed by this key',
  'no-ml-dsa-signature': 'không có chữ ký ML-DSA-44 · it has no ML-DSA-44 signature',
  'wrong-origin': 'của nhật ký khác · it is of another log',
}

/** One line for one finding. */
export function sentence(finding: Finding): string {
  switch (finding.kind) {
    case 'damaged':
      return `hư hỏng · damaged: ${finding.file} byte ${finding.offset}: ${finding.why}`
    case 'missing':
      return `thiếu bản ghi · entries missing: ${finding.first}–${finding.last} (${finding.by})`
    case 'forked':
      return `lịch sử khác với điểm kiểm tra đã ký · not the history that was signed: ${finding.size} (${finding.by})`
    case 'changed':
      return `bản ghi đã bị sửa · entry changed: ${finding.index} (${finding.by})`
    case 'leaf':
      return `bản ghi và mã băm trong ô khác nhau · entry and its hash in the tile differ: ${finding.index} (${finding.path})`
    case 'tile':
      return `ô sai hoặc thiếu · tile wrong or missing: ${finding.path}: ${finding.why}`
    case 'disagree':
      return `sổ ghi và gói bản ghi khác nhau · journal and bundles differ: ${finding.index}`
    case 'entry':
      return `bản ghi sai dạng · entry malformed: ${finding.index}: ${finding.why}`
    case 'checkpoint':
      return `điểm kiểm tra · checkpoint (${finding.by}): ${finding.why}: ${noteReasons[finding.why]}`
    case 'receipt':
      return `biên nhận · receipt (${finding.by}): ${finding.why}: ${noteReasons[finding.why]}`
    case 'epoch':
      return `tệp khóa của kỳ không phải tệp mà nhật ký ghi · the epoch's key file is not the one that the log names: ${finding.id}`
    case 'key':
      return `khóa · key: ${finding.why}`
    case 'io':
      return `${finding.kind}: ${finding.why}`
  }
}

const rewritten =
  'Làm gì tiếp: giữ nguyên bản sao này cùng điểm kiểm tra, biên nhận nêu trên: đó là chứng cứ. Kiểm bản sao thứ hai của nhật ký, và lấy điểm kiểm tra mới nhất của từng nhân chứng (--checkpoint); đơn vị vận hành phải giải thích. · What next: keep this copy as it is, with the checkpoint or receipt named above: together they are evidence. Verify the second copy of the log, and give the newest checkpoint of each witness (--checkpoint); the operator has to explain.'
const unwhole =
  'Làm gì tiếp: giữ bản sao này, chép lại thư mục và kiểm lại. Vẫn vậy thì tệp gốc đã hỏng, bị sửa hoặc bị đưa về trước: so với bản sao thứ hai; đơn vị vận hành phải giải thích. · What next: keep this copy, copy the folder again and verify that. If it is the same, the files themselves are damaged, were changed or were set back: compare with the second copy; the operator has to explain.'

/** What to do about `findings`: what was signed is other than this, or this copy may only be a bad or an old one. Undefined where the finding says it. */
export function nextStep(findings: readonly Finding[]): string | undefined {
  const kinds = new Set(findings.map(({ kind }) => kind))
  if (kinds.has('forked') || kinds.has('changed')) return rewritten
  const isUnwhole = (['missing', 'damaged', 'leaf', 'tile', 'disagree', 'entry', 'epoch'] as const).some((kind) =>
    kinds.has(kind),
  )
  return isUnwhole ? unwhole : undefined
}

/** One line for one remark. */
export function remarkText(remark: Remark): string {
  switch (remark.kind) {
    case 'left-over':
      return `thừa, có thể xóa khi cổng dừng · left over, may go while the gateway is stopped: ${remark.path}: ${remark.why}`
    case 'mode':
      return `quyền tệp sai · wrong file mode: ${remark.path}: ${remark.mode} (${remark.wanted})`
    case 'unknown':
      return `không thuộc nhật ký · not of the log: ${remark.path}`
  }
}

const PROGRESS_ENTRIES = 100_000

/** Tells every 100,000 entries, on standard error, that it is still reading. */
export function progress(): (entries: number) => void {
  let told = 0
  return (entries) => {
    if (entries - told < PROGRESS_ENTRIES) return
    told = entries - (entries % PROGRESS_ENTRIES)
    process.stderr.write(`… ${told} bản ghi · entries\n`)
  }
}
