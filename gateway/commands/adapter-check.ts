import { resolve } from 'node:path'
import { type CheckReport, type CheckResult, checkAdapter, checkNames } from '../../adapters/check/check.ts'
import { type Failure, failureTexts } from '../../adapters/check/failures.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { adapterFolder, adapterNames, adaptersHere, progressLine } from './adapter-folder.ts'
import { type Command, parsed, Usage } from './command.ts'

const FAILURES_SHOWN_MAX = 20

const states: Readonly<Record<CheckResult['state'], string>> = {
  passed: 'ĐẠT · passed    ',
  failed: 'HỎNG · FAILED   ',
  'not-run': 'CHƯA · not run  ',
}

function failureLines({ code, at, declared, measured, place, detail }: Failure): readonly string[] {
  const { what, next } = failureTexts[code]
  return [
    `      ${at}: ${bilingual(what)}  [${code}]`,
    ...(declared === undefined ? [] : [`        khai · declared: ${declared}`]),
    ...(measured === undefined ? [] : [`        đo được · measured: ${measured}`]),
    ...(place === undefined ? [] : [`        tại · at: ${place}`]),
    ...(detail === undefined ? [] : [`        ${detail}`]),
    `        → ${bilingual(next)}`,
  ]
}

function resultLines({ name, title, state, failures }: CheckResult): readonly string[] {
  const more = failures.length - FAILURES_SHOWN_MAX
  return [
    `  ${states[state]}${name}: ${bilingual(title)}`,
    ...failures.slice(0, FAILURES_SHOWN_MAX).flatMap(failureLines),
    ...(more > 0 ? [`      … ${more}`] : []),
  ]
}

const told = (name: string, { passed, seed, results }: CheckReport): string =>
  [
    `${name} (seed ${seed})`,
    ...results.flatMap(resultLines),
    passed ? 'ĐẠT · passed' : 'KHÔNG ĐẠT · does not pass',
    '',
  ].join('\n')

const options = {
  json: { type: 'boolean' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string', multiple: true },
  adapters: { type: 'string', default: adaptersHere },
} as const

/** Checks one adapter or all (adapters/check). Exit code 1 when one does not pass. */
export const adapterCheck: Command = {
  usage: `[AGENCY] [--seed N] [--only CHECK …] [--adapters FOLDER] [--json]   (${checkNames.join(' ')})`,
  title: {
    vi: 'Kiểm tra bộ chuyển đổi: không âm thầm làm mất, lộ hay hạ điều gì',
    en: 'Check an adapter: nothing is silently lost, leaked or lowered',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const { only } = values
    if (!/^\d{1,10}$/.test(values.seed)) throw new Usage('--seed: 0 … 4294967295')
    if (only?.some((name) => !checkNames.includes(name))) throw new Usage(`--only: ${checkNames.join(' | ')}`)
    const adapters = resolve(values.adapters)
    const [asked] = positionals
    const names = asked === undefined ? adapterNames(adapters) : [asked]
    const reports: Record<string, CheckReport> = {}
    for (const name of names) {
      const line = progressLine()
      const report = await checkAdapter(adapterFolder(adapters, name), {
        seed: Number(values.seed),
        ...(only && { only }),
        progress: (check, done, total) => line.show(`${name} ${check}`, done, total),
      })
      line.done()
      reports[name] = report
      if (!values.json) process.stdout.write(told(name, report))
    }
    if (values.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
    return Object.values(reports).every(({ passed }) => passed) ? 0 : 1
  },
}
