import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import type { RegistryCheck } from '../policy/prove/registry-checks.ts'
import { faultOf, type Report, type Result, verify } from '../policy/prove/verify.ts'
import { witnessInWords } from '../policy/prove/words.ts'
import { type Command, parsed } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

const counted = (count: bigint | number): string => count.toLocaleString('vi-VN')

const holds = 'ĐÚNG · holds'
const violated = 'BỊ VI PHẠM · violated'
const speaksOfNone = 'KHÔNG NÓI VỀ YÊU CẦU NÀO · speaks of no request at all'

const bothLines = (indent: string, { vi, en }: Text): string[] => [`${indent}vi: ${vi}`, `${indent}en: ${en}`]

function exampleLines({ example }: Result): string[] {
  if (!example) return []
  const { witnesses, registered } = example
  const when = registered
    ? 'xảy ra được với danh bạ hiện tại · can happen as registered now'
    : 'chỉ với danh bạ khác · only with another registry'
  const lines = witnesses.map((witness) => bothLines('      ', witnessInWords(witness)))
  const [first, second] = lines as [string[], string[]?]
  return [`    phản ví dụ · counter-example (${when}):`, ...first, ...(second ? ['    nhưng · but:', ...second] : [])]
}

function resultLines(result: Result): string[] {
  const { id, vi, legalBasis, kind, covers, withinRegistry } = result
  const verdict = result.holds ? holds : result.example ? violated : speaksOfNone
  const what = kind === 'pair' ? 'cặp yêu cầu · pairs of requests' : 'yêu cầu · requests'
  const within = withinRegistry ? ', theo danh bạ · as registered' : ''
  return [
    `  ${verdict}  ${id}`,
    `    ${vi}`,
    `    ${legalBasis} — ${counted(covers)} ${what}${within}`,
    ...exampleLines(result),
  ]
}

const checkLines = ({ id, vi, looked, wrong }: RegistryCheck): string[] => [
  `  ${wrong.length === 0 ? holds : violated}  ${id}`,
  `    ${vi} (${looked})`,
  ...wrong.map((text) => `      ${bilingual(text)}`),
]

function told(report: Report): string {
  const { requests, nodes, assumptions, results, registry, idle, refused } = report
  const bad = results.filter((one) => !one.holds).length + registry.filter(({ wrong }) => wrong.length > 0).length
  const count = results.length + registry.length
  return [
    `Mọi yêu cầu có thể có · every request there can be: ${counted(requests)} (${counted(nodes)} nút · nodes)`,
    'Với các giả định · given that:',
    ...assumptions.flatMap((text) => bothLines('  ', text)),
    '',
    ...(refused ? bothLines('', refused) : []),
    ...(results.length > 0 ? ['Chính sách · policies', ...results.flatMap(resultLines), ''] : []),
    ...(registry.length > 0
      ? ['Danh bạ và mục đích · participants and purposes', ...registry.flatMap(checkLines), '']
      : []),
    ...(idle.length > 0
      ? [
          'Bỏ riêng từng chính sách này thì không quyết định nào đổi, chỉ lý do đổi · without any one of these no decision changes, only reasons do:',
          `  ${idle.join(', ')}`,
          '',
        ]
      : []),
    refused
      ? 'KHÔNG CHỨNG MINH ĐƯỢC · nothing proved'
      : bad === 0
        ? `${count} bất biến đều đúng · all ${count} invariants hold`
        : `${bad}/${count} bất biến không đúng · ${bad} of ${count} invariants do not hold`,
    '',
  ].join('\n')
}

const inJson = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** Proves the invariants of a folder of policies. Exit code 1 when one does not hold or nothing can be proved. */
export const policyVerify: Command = {
  usage: '[FOLDER] [--json]   (thư mục chính sách · folder of policies)',
  title: {
    vi: 'Chứng minh các bất biến của chính sách trên mọi yêu cầu có thể có',
    en: 'Prove the invariants of the policies over every request there can be',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 1)
    const { covered, content, violations } = await examineFolder(positionals[0] ?? policiesHere())
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const report = verify(covered, content)
    process.stdout.write(values.json ? `${JSON.stringify(report, inJson, 2)}\n` : told(report))
    return faultOf(report) ? 1 : 0
  },
}
