import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '../policy/engine.ts'
import { type Matrix, matrixOf, type NamedLabel } from '../policy/matrix.ts'
import { csvOf } from '../policy/matrix-csv.ts'
import { htmlOf } from '../policy/matrix-html.ts'
import { textOf } from '../policy/matrix-text.ts'
import { createPolicy } from '../policy/policy.ts'
import { clearances } from '../policy/prove/space.ts'
import { policyTexts } from '../policy/texts.ts'
import { type Command, parsed, Usage } from './command.ts'
import { examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

const options = { format: { type: 'string' }, clearance: { type: 'string' } } as const

/** The default labels with their names and rules. */
function namedLabels(): readonly NamedLabel[] {
  const { labels } = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/labels.json'), 'utf8'))
  return Object.entries(labels as Record<string, Omit<NamedLabel, 'name'>>).map(([name, of]) => ({ name, ...of }))
}

const style = (): string => readFileSync(join(import.meta.dirname, 'policy-matrix.css'), 'utf8')

const formats: Readonly<Record<string, (matrix: Matrix, clearance?: string) => string>> = {
  text: textOf,
  csv: csvOf,
  html: (matrix) => htmlOf(matrix, style()),
}

/** The whole of who gets what, by the policies of a folder. Exit code 1 when the folder is not in order. */
export const policyMatrix: Command = {
  usage: '[FOLDER] [--format text|csv|html] [--clearance LEVEL]   (--clearance: text)',
  title: {
    vi: 'Bảng ai được gì: cơ quan, mục đích, quan hệ theo nhãn của dữ liệu',
    en: 'The table of who gets what: agency, purpose and relation by the label of the data',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const format = formats[values.format ?? 'text']
    if (!format) throw new Usage(`--format: ${Object.keys(formats).join(' | ')}`)
    const { clearance } = values
    if (clearance !== undefined && !(clearances as readonly string[]).includes(clearance))
      throw new Usage(`--clearance: ${clearances.join(' | ')}`)
    const { covered, content, violations } = await examineFolder(positionals[0] ?? policiesHere())
    if (violations.length > 0) {
      process.stderr.write(toldViolations(violations))
      return 1
    }
    const texts = policyTexts(covered)
    const { version } = createPolicy(texts)
    const engine = createEngine('matrix', texts.schema, texts.sources)
    process.stdout.write(format(matrixOf({ engine, version }, content, namedLabels()), clearance))
    return 0
  },
}
