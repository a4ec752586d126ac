/** Asks the sandbox service of the court in this process, without a socket, and lets a test spoil its answers. */
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer, Outcome, SourceRequest, Translation } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import { handle } from '../../../../adapters/toa-an/sandbox/service.ts'

export const world = makeWorld({ seed: 20_261_120, dossiers: 120 })
export const holdings = (): Holdings => makeHoldings(world, 'toa-an')

export function ask({ method, path, headers, body = '' }: SourceRequest, of: Holdings): NativeAnswer {
  const answer = handle({ method, path, headers: { ...headers }, body }, of)
  return { status: answer.status, mediaType: answer.headers['content-type'] ?? '', body: Buffer.from(answer.body) }
}

export function story(name: string): TrueFacet {
  const facet = world.matters.find((matter) => matter.name === name)?.facets['toa-an']
  if (facet === undefined) throw new Error(`the court holds nothing of ${name}`)
  return facet
}

export const answer = (body: string | Uint8Array, status = 200, mediaType = 'application/xml'): NativeAnswer => ({
  status,
  mediaType,
  body: typeof body === 'string' ? Buffer.from(body) : body,
})

/** The message of a facet as text. */
export function textOf(of: TrueFacet): string {
  return Buffer.from(ask(adapter.requests.dossier(of.nativeKey), holdings()).body).toString()
}

/** What the adapter makes of an answer with this text; throws when it is refused. */
export function translated(text: string): Translation & { findings: Outcome<unknown>['findings'] } {
  const outcome = adapter.toShared(answer(text))
  if (!outcome.ok || outcome.value === 'absent') throw new Error(JSON.stringify(outcome))
  return { ...outcome.value, findings: outcome.findings }
}

/** Codes of the findings of a refusal; throws when it is not refused. */
export function refusal(text: string): readonly string[] {
  const outcome = adapter.toShared(answer(text))
  if (outcome.ok) throw new Error('not refused')
  return outcome.findings.map(({ code }) => code)
}

/** Replaces the one or first place; throws when there is none, so that a test can't pass by missing its mark. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, () => to)
  if (after === text) throw new Error(`nothing to replace by ${to}`)
  return after
}

const FILE = /(<ContentId>hoso<\/ContentId>[^%]*?<ContentTransferEncoded>)([^<]*)(<\/ContentTransferEncoded>)/

/** The court's own file in a message. */
export function fileOf(text: string): string {
  const [, , base64] = FILE.exec(text) ?? []
  if (base64 === undefined) throw new Error('no file')
  return Buffer.from(base64, 'base64').toString()
}

/** The message with another file of the court's own in the place of its own. */
export function withFile(text: string, file: string | Uint8Array): string {
  const base64 = Buffer.from(file).toString('base64')
  return replaced(text, FILE, FILE.exec(text)![1] + base64 + FILE.exec(text)![3])
}

/** The message with one place of the court's own file replaced. */
export const inFile = (text: string, from: string | RegExp, to: string): string =>
  withFile(text, replaced(fileOf(text), from, to))
