import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkedJson } from '../identity/checked-json.ts'
import { type FolderFiles, readPolicyFolder } from '../identity/policy-folder.ts'
import { collector, type Report, type Violation, violationLine } from '../identity/violation.ts'
import { type BadPolicy, type TriedBad, tryBad } from '../policy/bad.ts'
import { createEngine, type Engine } from '../policy/engine.ts'
import {
  type Answer,
  type Coverage,
  coverageOf,
  type DecisionTable,
  isCovered,
  type JudgedRow,
  judgeTable,
} from '../policy/tables.ts'
import { policyTexts } from '../policy/texts.ts'
import { type Command, parsed, Usage } from './command.ts'
import { policiesHere } from './participants-folder.ts'

export interface Tested {
  /** What is wrong with the files themselves; the rest is then as far as they could be read. */
  readonly violations: readonly Violation[]
  readonly rows: readonly JudgedRow[]
  readonly coverage: readonly Coverage[]
  readonly bad: readonly TriedBad[]
}

const nameIn = (folder: string, ending: string, path: string): string | undefined =>
  path.startsWith(`${folder}/`) && path.endsWith(ending) ? path.slice(folder.length + 1, -ending.length) : undefined

function engineOf(files: FolderFiles, dir: string, report: Report): Engine | undefined {
  try {
    const { schema, sources } = policyTexts(files)
    return createEngine('policy-test', schema, sources)
  } catch (error) {
    const { message } = error as Error
    report(join(dir, 'cedar'), '', { vi: message, en: message })
    return undefined
  }
}

/** The tables that can be read. Reports those that can't, and those that are about no policy or another than their name says. */
function tablesIn(files: FolderFiles, dir: string, engine: Engine, report: Report): readonly DecisionTable[] {
  return [...files].flatMap(([path, bytes]) => {
    const name = nameIn('tables', '.json', path)
    if (name === undefined) return []
    const table = checkedJson(bytes, 'decision-table.json', join(dir, path), report) as DecisionTable | undefined
    if (table && !(table.policy === name && engine.policies.some(({ id }) => id === name)))
      report(join(dir, path), '/policy', {
        vi: 'phải là mã của một chính sách trong cedar/, trùng với tên tệp',
        en: 'must be the id of a policy in cedar/, and the name of this file',
      })
    return table ?? []
  })
}

/** Tries each bad/<name>.cedar as a policy. Reports those without a readable <name>.json. */
function badIn(files: FolderFiles, dir: string, report: Report): readonly TriedBad[] {
  const schema = files.get('lienthong.cedarschema')
  return [...files].flatMap(([path, text]) => {
    const name = nameIn('bad', '.cedar', path)
    if (name === undefined) return []
    const expected = files.get(`bad/${name}.json`)
    const file = join(dir, `bad/${name}.json`)
    if (!expected) report(file, '', { vi: 'phải có tệp này', en: 'this file must be there' })
    const bad = expected && (checkedJson(expected, 'bad-policy.json', file, report) as BadPolicy | undefined)
    return bad && schema ? tryBad(schema, name, text, bad) : []
  })
}

/** Tries all that the folder `dir` says its policies decide, and that they refuse to be. Throws only what reading throws. */
export async function testPolicies(dir: string): Promise<Tested> {
  const { report, violations } = collector()
  const files = await readPolicyFolder(dir, report)
  const engine = engineOf(files, dir, report)
  if (!engine) return { violations, rows: [], coverage: [], bad: [] }
  const tables = tablesIn(files, dir, engine, report)
  const rows = tables.flatMap((table) => judgeTable(engine, table))
  return { violations, rows, coverage: coverageOf(engine.policies, tables), bad: badIn(files, dir, report) }
}

const answerText = ({ decision, reason, policies }: Answer): string =>
  `${decision}${reason === undefined ? '' : ` (${reason})`}: ${policies.join(', ') || '–'}`

const rowText = ({ policy, index, vi, expected, got }: JudgedRow): string =>
  `SAI · WRONG tables/${policy}.json#/rows/${index}: ${vi}
    phải được · expected: ${answerText(expected)}
    lại được · got:       ${answerText(got)}`

const badText = ({ name, expected, said }: TriedBad): string =>
  `SAI · WRONG bad/${name}.cedar
    phải bị từ chối · expected refusal: ${expected}
    lại được · got: ${said ?? 'được nạp · it was loaded'}`

function coverageText({ policy, allowing, refusing, edge }: Coverage): string {
  const missing = [
    ...(allowing === 0 ? ['dòng cho phép · an allowing row'] : []),
    ...(refusing === 0 ? ['dòng từ chối · a refusing row'] : []),
    ...(allowing > 0 && refusing > 0 && !edge
      ? ['hai dòng chỉ khác nhau một điểm ở hai bên ranh giới · two rows on both sides that differ in one fact alone']
      : []),
  ]
  const counts = `${String(allowing).padStart(4)} ${String(refusing).padStart(4)}`
  return `${counts}  ${policy}${missing.length === 0 ? '' : `   THIẾU · MISSING: ${missing.join('; ')}`}`
}

function told({ violations, rows, coverage, bad }: Tested): string {
  const covered = coverage.filter(isCovered).length
  return [
    ...violations.map(violationLine),
    ...rows.filter(({ passed }) => !passed).map(rowText),
    ...bad.filter(({ passed }) => !passed).map(badText),
    'cho phép · allowing, từ chối · refusing',
    ...coverage.map(coverageText),
    `chính sách · policies: ${covered}/${coverage.length}; dòng · rows: ${rows.filter(({ passed }) => passed).length}/${rows.length}; ` +
      `chính sách sai bị từ chối · bad policies refused: ${bad.filter(({ passed }) => passed).length}/${bad.length}`,
    '',
  ].join('\n')
}

/** Puts the decision tables of a folder to its policies, and tries the policies that must not load. */
export const policyTest: Command = {
  usage: '[DIR] [--json]   (DIR: cedar/, tables/, bad/, lienthong.cedarschema)',
  title: {
    vi: 'Thử chính sách với bảng quyết định; nêu dòng sai, chính sách chưa được thử đủ',
    en: 'Try policies against their decision tables: wrong rows, policies that are not tried on both sides',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } } as const, 1)
    const dir = positionals[0] ?? policiesHere()
    if (!existsSync(dir)) throw new Usage(`không có thư mục · no such folder: ${dir}`)
    const tested = await testPolicies(dir)
    process.stdout.write(values.json ? `${JSON.stringify(tested, null, 2)}\n` : told(tested))
    const { violations, rows, coverage, bad } = tested
    const good = violations.length === 0 && [...rows, ...bad].every(({ passed }) => passed) && coverage.every(isCovered)
    return good ? 0 : 1
  },
}
