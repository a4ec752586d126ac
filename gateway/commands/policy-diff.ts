import { existsSync } from 'node:fs'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import { readPolicyFolder } from '../identity/policy-folder.ts'
import { collector, type Violation } from '../identity/violation.ts'
import { type PolicyDifference, policyDifference, type Region } from '../policy/prove/change.ts'
import { Unprovable } from '../policy/prove/terms.ts'
import {
  actionWords,
  decisionInWords,
  each,
  noRelation,
  relationWords,
  situationInWords,
} from '../policy/prove/words.ts'
import { type PolicyTexts, policyTexts } from '../policy/texts.ts'
import { type Command, parsed, Usage } from './command.ts'
import { examineFolder, toldViolations } from './participants-folder.ts'
import { inRevision } from './revision.ts'

const several: Text = { vi: 'chỉ khi có nhiều quan hệ', en: 'by several relations at once only' }
const relationOf = ({ relation }: Region): Text =>
  relation === 'none' ? noRelation : relation === 'several' ? several : relationWords[relation]

const prefixed = (word: Text, text: Text): Text => each((language) => `${word[language]}: ${text[language]}`)

function regionLines(region: Region): string[] {
  const { action, requests, before, after, registered } = region
  const when = registered
    ? 'xảy ra được với danh bạ mới · can happen as registered'
    : 'chỉ với danh bạ khác · only with another registry'
  const parts = [
    ...situationInWords(before.asking),
    prefixed({ vi: 'trước', en: 'before' }, decisionInWords(before)),
    prefixed({ vi: 'nay', en: 'now' }, decisionInWords(after)),
  ]
  const { vi, en } = each((language) => parts.map((part) => part[language]).join('; '))
  return [
    `  ${bilingual(actionWords[action])} — ${bilingual(relationOf(region))}: ${requests.toLocaleString('vi-VN')} yêu cầu · requests`,
    `    ví dụ · for example (${when}):`,
    `      vi: ${vi}`,
    `      en: ${en}`,
  ]
}

const listed = (title: string, ids: readonly string[]): string[] =>
  ids.length === 0 ? [] : [`${title}: ${ids.join(', ')}`]

function told(difference: PolicyDifference): string {
  const { added, removed, changed, reworded, widened, narrowed } = difference
  const same = widened.length === 0 && narrowed.length === 0
  return [
    ...listed('thêm · added', added),
    ...listed('bỏ · removed', removed),
    ...listed('đổi · changed', changed),
    ...listed('chỉ đổi lời, căn cứ hoặc lý do · other words, article or reason only', reworded),
    ...(widened.length > 0
      ? [
          '',
          'NỚI RỘNG: nay được, trước không; cần hai người ký · WIDENS: allowed now and not before; two persons must sign',
          ...widened.flatMap(regionLines),
        ]
      : []),
    ...(narrowed.length > 0
      ? ['', 'THU HẸP: trước được, nay không · NARROWS: allowed before and not now', ...narrowed.flatMap(regionLines)]
      : []),
    ...(same ? ['Không yêu cầu nào được quyết định khác đi · no request is decided otherwise'] : []),
    '',
  ].join('\n')
}

const inJson = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** The policies of a folder; nothing else in it is looked at. */
async function textsIn(folder: string): Promise<PolicyTexts | readonly Violation[]> {
  if (!existsSync(folder)) throw new Usage(`không có thư mục · no such folder: ${folder}`)
  const { report, violations } = collector()
  const files = await readPolicyFolder(folder, report)
  if (violations.length > 0) return violations
  try {
    return policyTexts(files)
  } catch (error) {
    report(folder, '', { vi: (error as Error).message, en: (error as Error).message })
    return violations
  }
}

const refuse = (violations: readonly Violation[]): number => {
  process.stderr.write(toldViolations(violations))
  return 2
}

/** Compares the policies of two folders. Exit code 0: every decision is the same; 1: something is allowed that was not; 3: only the other way; 2: they can't be compared. */
export const policyDiff: Command = {
  usage:
    'OLD NEW [--json]   (thư mục · folders, git:REVISION; mã thoát · exit code 0 =, 1 rộng hơn · wider, 3 hẹp hơn · narrower)',
  title: {
    vi: 'So hai bản chính sách: yêu cầu nào nay được hoặc nay không được nữa',
    en: 'Compare two versions of the policies: which requests are allowed now, and which no longer',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 2)
    const [old, now] = positionals
    if (old === undefined || now === undefined) throw new Usage('cần hai thư mục · two folders are needed: OLD NEW')
    const before = await inRevision(old, 'policies', textsIn)
    const examined = await inRevision(now, 'policies', examineFolder)
    if (!('sources' in before)) return refuse(before)
    if (examined.violations.length > 0) return refuse(examined.violations)
    try {
      const difference = policyDifference(before, policyTexts(examined.covered), examined.content)
      process.stdout.write(values.json ? `${JSON.stringify(difference, inJson, 2)}\n` : told(difference))
      return difference.widened.length > 0 ? 1 : difference.narrowed.length > 0 ? 3 : 0
    } catch (error) {
      if (!(error instanceof Unprovable)) throw error
      process.stderr.write(`${bilingual(error.why)}\n`)
      return 2
    }
  },
}
