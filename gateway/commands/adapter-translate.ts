import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { contextHere } from '../../adapters/check/context.ts'
import { loadAdapter, loading, moduleOf, readManifest } from '../../adapters/check/load.ts'
import type { Adapter, NativeAnswer, ReadingContext } from '../../adapters/sdk/adapter.ts'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import { adapterFolder, adaptersHere } from './adapter-folder.ts'
import { type Command, needed, parsed } from './command.ts'

const options = { index: { type: 'boolean' }, adapters: { type: 'string', default: adaptersHere } } as const

/** By which a source may say that it has no such dossier; a SOAP fault has 500. */
const ABSENT_STATUSES = [404, 500]

/** What a golden's `.shared.json` or `.index.json` compares with (adapters/check). */
function formOf(adapter: Adapter, answer: NativeAnswer, context: ReadingContext, index: boolean) {
  if (!index) return adapter.toShared(answer, context)
  if ('toIndex' in adapter) return adapter.toIndex(answer, context)
  const outcome = adapter.toDeposits(answer, context)
  if (!outcome.ok) return outcome
  const { deposits, ...rest } = outcome.value
  return { ...outcome, value: { entries: deposits.map(({ entry }) => entry), ...rest } }
}

const many: Text = {
  vi: '→ tài liệu nhiều bản ghi chỉ có .index.json (--index); mỗi bản ghi một tài liệu mẫu riêng thì có .shared.json',
  en: '→ a document of many records has a .index.json only (--index); put a record into a golden document of its own for its .shared.json',
}

/** Prints what an adapter makes of a document, content and all: the first version of a golden form, for a person to read. Findings go to stderr. */
export const adapterTranslate: Command = {
  usage: 'AGENCY FILE [--index] [--adapters FOLDER]',
  title: {
    vi: 'In dạng chung của một tài liệu, để người đối chiếu',
    en: 'Print the shared form of a document, for a person to compare',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    const folder = adapterFolder(resolve(values.adapters), needed(positionals[0], 'AGENCY'))
    const body = new Uint8Array(readFileSync(needed(positionals[1], 'FILE')))
    const manifest = readManifest(folder)
    const { mediaType } = manifest.native
    const adapter = await loading(folder, () => loadAdapter(moduleOf(folder)))
    const index = values.index === true
    const at = (status: number) => formOf(adapter, { status, mediaType, body }, contextHere(manifest), index)
    const plain = at(200)
    const outcome = plain.ok || index ? plain : (ABSENT_STATUSES.map(at).find(({ ok }) => ok) ?? plain)
    for (const { code, effect, pointer, line, column, expected = '' } of outcome.findings)
      process.stderr.write(`${line ?? '–'}:${column ?? '–'} ${pointer || '/'} ${effect} ${code} ${expected}\n`)
    if (outcome.findings.some(({ code }) => code === 'records-unexpected')) process.stderr.write(`${bilingual(many)}\n`)
    if (!outcome.ok) return 1
    process.stdout.write(`${JSON.stringify(outcome.value, null, 2)}\n`)
    return 0
  },
}
