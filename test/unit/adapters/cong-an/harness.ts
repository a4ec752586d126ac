/** Asks the sandbox service of Công an in this process, without a socket, and lets a test spoil its answers. */
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import type { ReceivedFacts } from '../../../../adapters/cong-an/sandbox/intake.ts'
import { handle } from '../../../../adapters/cong-an/sandbox/service.ts'
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { makeWorld, type TrueFacet } from '../../../../adapters/sandbox/world.ts'
import type { NativeAnswer, Outcome, SourceRequest, Translation } from '../../../../adapters/sdk/adapter.ts'

export const world = makeWorld({ seed: 20_261_120 })
export const holdings = (): Holdings => makeHoldings(world, 'cong-an')
/** Of a system that takes what is handed over to it. */
export const taking = (): Holdings<ReceivedFacts> => makeHoldings<ReceivedFacts>(world, 'cong-an')

export function ask(request: SourceRequest, of: Holdings<ReceivedFacts>): NativeAnswer {
  const { SOAPAction } = request.headers ?? {}
  const headers = { soapaction: SOAPAction }
  const { status, body } = handle({ method: request.method, path: request.path, headers, body: request.body ?? '' }, of)
  return { status, mediaType: 'text/xml; charset=utf-8', body: Buffer.from(body) }
}

export function story(name: string): TrueFacet {
  const facet = world.matters.find((matter) => matter.name === name)?.facets['cong-an']
  if (facet === undefined) throw new Error(`Công an holds nothing of ${name}`)
  return facet
}

/** The answer's text in NFC, with line breaks between elements. */
export function textOf(of: TrueFacet): string {
  const { body } = ask(adapter.requests.dossier(of.nativeKey), holdings())
  return Buffer.from(body).toString().normalize('NFC').replaceAll('><', '>\n<')
}

export const answer = (body: string | Uint8Array, status = 200, mediaType = 'text/xml'): NativeAnswer => ({
  status,
  mediaType,
  body: typeof body === 'string' ? Buffer.from(body) : body,
})

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
