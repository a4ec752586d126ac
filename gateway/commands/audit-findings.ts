/** What the audit commands say of a log, in both languages. */
import type { Finding } from '../audit/findings.ts'
import type { Remark } from '../audit/fsck.ts'

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
    case 'receipt':
      return `${finding.kind} (${finding.by}): ${finding.why}`
    case 'key':
      return `khóa · key: ${finding.why}`
    case 'io':
      return `${finding.kind}: ${finding.why}`
  }
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
