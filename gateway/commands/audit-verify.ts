import { readFileSync } from 'node:fs'
import type { Finding } from '../audit/findings.ts'
import { receiptHeader } from '../audit/receipt.ts'
import { verifyLog } from '../audit/verify.ts'
import { type Command, parsed, Usage } from './command.ts'

const sentence = (finding: Finding): string => {
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
    case 'io':
      return `${finding.kind}: ${finding.why}`
  }
}

/** Recomputes a log, or a copy of one, from its entries. Exit code 1 when anything does not hold. */
export const auditVerify: Command = {
  usage: "DIR [--key VKEY] [--receipt 'Audit-Receipt | JSON' …] [--checkpoint FILE …]",
  title: { vi: 'Tính lại toàn bộ nhật ký và đối chiếu biên nhận', en: 'Recompute the whole log and compare receipts' },
  async run(args) {
    const options = {
      key: { type: 'string' },
      receipt: { type: 'string', multiple: true },
      checkpoint: { type: 'string', multiple: true },
    } as const
    const { values, positionals } = parsed(args, options, 1)
    const [directory] = positionals
    if (directory === undefined) throw new Usage('thiếu thư mục nhật ký · which folder?')
    const receipts = (values.receipt ?? []).map(headerOf)
    const checkpoints = (values.checkpoint ?? []).map(textOf)
    const verdict = verifyLog(directory, {
      receipts,
      checkpoints,
      ...(values.key !== undefined && { verifierKey: values.key }),
    })
    if (!verdict.ok) {
      for (const finding of verdict.findings) process.stderr.write(`${sentence(finding)}\n`)
      return 1
    }
    const { origin, size, root, published, key, uncommitted_bytes } = verdict
    process.stdout.write(
      [
        `nhật ký nguyên vẹn · the log holds: ${size} bản ghi · entries`,
        `  origin     ${origin}`,
        `  root       ${root}`,
        `  checkpoint ${published}`,
        ...(uncommitted_bytes > 0
          ? [
              `  ${uncommitted_bytes} byte sau lần ghi trọn cuối: đang ghi, hoặc bị cắt ngang · bytes after the last commit: a write under way, or cut short`,
            ]
          : []),
        ...(checkpoints.length > 0 ? [`  checkpoints ${checkpoints.length} khớp · match`] : []),
        ...(receipts.length > 0 ? [`  receipts   ${receipts.length} khớp · match`] : []),
        ...(key === 'found'
          ? [
              '  khóa lấy ngay trong thư mục; dùng --key để chắc chắn · key taken from the folder itself; give --key to be sure',
            ]
          : []),
        '',
      ].join('\n'),
    )
    return 0
  },
}

/** A receipt as a header has it; one in JSON, alone or in an acknowledgement or the answer to a push, is written so. */
function headerOf(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  try {
    const given = JSON.parse(text)
    const { origin, index, leaf } = given.receipt ?? given
    return receiptHeader({ origin: String(origin), index, leaf })
  } catch {
    return text
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Usage(`--checkpoint: không đọc được · can't be read: ${path}`)
  }
}
