import { inspectFolder } from '../audit/fsck.ts'
import { verifyLog } from '../audit/verify.ts'
import { nextStep, progress, remarkText, sentence } from './audit-findings.ts'
import { type Command, parsed, Usage } from './command.ts'

/** Looks through a log's folder and changes nothing. Exit code 1 when the log does not hold or a file mode is wrong. */
export const auditFsck: Command = {
  usage: 'DIR [--key VKEY]',
  title: {
    vi: 'Soát thư mục nhật ký: ô và sổ ghi so với bản ghi, tệp thừa, quyền tệp; không sửa gì',
    en: 'Look through a log folder: tiles and journal against entries, what is left over, file modes; changes nothing',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { key: { type: 'string' } } as const, 1)
    const [directory] = positionals
    if (directory === undefined) throw new Usage('thiếu thư mục nhật ký · which folder?')
    const key = values.key === undefined ? {} : { verifierKey: values.key }
    const verdict = verifyLog(directory, { ...key, onProgress: progress() })
    const findings = verdict.ok ? [] : verdict.findings
    const remarks = inspectFolder(directory)
    for (const finding of findings) process.stderr.write(`${sentence(finding)}\n`)
    const next = nextStep(findings)
    if (next !== undefined) process.stderr.write(`${next}\n`)
    for (const remark of remarks) process.stderr.write(`${remarkText(remark)}\n`)
    if (findings.length > 0 || remarks.some(({ kind }) => kind === 'mode')) return 1
    if (verdict.ok) process.stdout.write(`nhật ký nguyên vẹn · the log holds: ${verdict.size} bản ghi · entries\n`)
    return 0
  },
}
