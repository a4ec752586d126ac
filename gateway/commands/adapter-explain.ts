import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Explained, Line } from '../../adapters/check/explain.ts'
import { explained } from '../../adapters/check/survey.ts'
import { adapterFolder, adaptersHere } from './adapter-folder.ts'
import { type Command, parsed, Usage } from './command.ts'

const states: Readonly<Record<Explained['state'], string>> = {
  ok: 'được nhận · taken',
  refused: 'bị từ chối · rejected',
  broken: 'lỗi của bộ chuyển đổi · the adapter is at fault: lienthong adapter check',
  unreadable: 'không đọc được thành cây · can not be read as a tree',
}

function targetOf({ shared, seen, relation: declared }: Line): string {
  const relation = declared ?? 'KHÔNG KHAI · undeclared'
  if (shared.length === 0) return relation
  const places = shared.map(({ pointer, label }) => {
    const of = label === undefined ? '' : ` [${[label.level, ...label.tags].join(' ')}]`
    return `${pointer}${of}`
  })
  return `${relation} → ${places.join(', ')}${seen ? '' : '  (theo bảng kê · as declared)'}`
}

function told({ side, state, lines, findings }: Explained, values: boolean): string {
  const rows = lines.flatMap((line) => [
    `${line.line}:${line.column}  ${line.pointer}${values ? ` = ${JSON.stringify(line.value)}` : ''}`,
    `    ${targetOf(line)}`,
  ])
  const said = findings.map(({ code, effect, pointer, line, column, target, expected, found }) => {
    const at = line === undefined ? '' : `${line}:${column ?? 1}  `
    const kind = found === undefined ? '' : ` (${found.type}${found.length === undefined ? '' : ` ${found.length}`})`
    return `${at}${pointer || '/'}  ${effect} ${code}${kind}${target === undefined ? '' : ` → ${target}`}${expected === undefined ? '' : `; ${expected}`}`
  })
  return [
    `${side === 'shared' ? 'toShared' : 'index'}: ${states[state]}`,
    ...rows,
    `phát hiện · findings: ${findings.length}`,
    ...said,
    '',
  ].join('\n')
}

const options = {
  values: { type: 'boolean' },
  json: { type: 'boolean' },
  adapters: { type: 'string', default: adaptersHere },
} as const

/** Tells of one document where each leaf goes, under which label, and what the adapter says of it. Values only with --values. Exit code 1 when it is not taken. */
export const adapterExplain: Command = {
  usage: 'AGENCY FILE [--values] [--adapters FOLDER] [--json]',
  title: {
    vi: 'Giải thích một tài liệu: mỗi giá trị đi đâu, mang nhãn nào, có phát hiện gì',
    en: 'Explain a document: where each value goes, under which label, and what was found',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    const [agency, file] = positionals
    if (agency === undefined || file === undefined) throw new Usage('thiếu · missing: AGENCY FILE')
    const folder = adapterFolder(resolve(values.adapters), agency)
    const result = await explained(folder, new Uint8Array(readFileSync(file)))
    const lines = values.values ? result.lines : result.lines.map(({ value: _, ...line }) => line)
    process.stdout.write(
      values.json ? `${JSON.stringify({ ...result, lines }, null, 2)}\n` : told(result, values.values ?? false),
    )
    return result.state === 'ok' ? 0 : 1
  },
}
