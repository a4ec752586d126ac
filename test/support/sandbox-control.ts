/** The controls of the sandbox systems of a running gateway. They serve the gateway's certificate only, so that is what this uses. */
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import type { Mode } from '../../adapters/sandbox/misbehave.ts'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import type { RunFile } from '../../gateway/development/run-file.ts'

/** What a source notes of each request that it got. */
export interface Asked {
  readonly path: string
  readonly event?: string
  readonly traceparent?: string
}

/** The events that the source of `agency` was asked for, in order. */
export const askedOf = ({ data }: RunFile, agency: AgencyId): readonly Asked[] =>
  readFileSync(join(data, `sandbox/${agency}.requests.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Asked)

/** The native key of a story of the default world at `agency`. */
export function nativeKeyOf(story: string, agency: AgencyId): string {
  const facet = makeWorld({ seed: 1 }).matters.find(({ name }) => name === story)?.facets[agency]
  if (!facet) throw new Error(`${agency} holds nothing of ${story}`)
  return facet.nativeKey
}

/** Makes the source of `agency` behave in `mode`, for `story` alone when given; until the next call or the end of `t`. */
export async function misbehave(t: Test, run: RunFile, agency: AgencyId, mode: Mode, story?: string): Promise<void> {
  const own = Object.entries(run.clients).find(([, client]) => client.agency === agency)?.[0] ?? ''
  const file = (name: string) => readFileSync(join(run.data, 'certs/gateway', name))
  const sent = request(`${run.sources[own]}/_sandbox/misbehave`, {
    method: 'POST',
    ca: readFileSync(run.ca),
    cert: file('client.pem'),
    key: file('client.key'),
    // Its certificate names the system, not the address.
    checkServerIdentity: () => undefined,
    agent: false,
  })
  sent.end(JSON.stringify({ mode, ...(story !== undefined && { dossier: nativeKeyOf(story, agency) }) }))
  const answer = await new Promise<NodeJS.ReadableStream & { statusCode?: number }>((resolve, reject) =>
    sent.on('response', resolve).on('error', reject),
  )
  t.equal(answer.statusCode, 200, `${agency}: ${mode} ${await text(answer)}`)
}
