/** Handing over in this process: the shipped registry, policies and adapters, without workers. What runs in a worker is the same function. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapter, Manifest, NativeDocument, Translation } from '../../adapters/sdk/adapter.ts'
import type { Registry } from '../../gateway/identity/registry.ts'
import { joinLabels } from '../../gateway/policy/label.ts'
import { createPolicy } from '../../gateway/policy/policy.ts'
import { open, type Sealed, seal } from '../../gateway/release/sealed.ts'
import {
  type AskedHandingOver,
  type Handed,
  type HandingOver,
  handedOver,
} from '../../gateway/release/transfers/handed.ts'
import type { Sources } from '../../gateway/sources/sources.ts'
import { written } from '../../gateway/sources/written.ts'
import { shipped } from './policy.ts'

const adaptersDir = join(import.meta.dirname, '../../adapters')
const json = (...path: readonly string[]) => JSON.parse(readFileSync(join(adaptersDir, ...path), 'utf8'))

/** The golden translations of an agency by their names. */
export const goldensOf = (agency: string): readonly (readonly [string, Translation])[] =>
  readdirSync(join(adaptersDir, agency, 'golden'))
    .filter((name) => name.endsWith('.shared.json'))
    .map((name) => [name, json(agency, 'golden', name) as Translation] as const)
    .filter(([, { facet }]) => facet !== undefined)

const write: Sources<Sealed>['write'] = async ({ agency, translation, context }) => {
  const { adapter } = (await import(join(adaptersDir, agency, 'adapter.ts'))) as { adapter: Adapter }
  const { native } = json(agency, 'manifest.json') as Manifest
  const reply = written(adapter, { kind: 'write', adapter: agency, translation, context }, native)
  if (reply.kind === 'value')
    return { agency, state: 'ok', adapter: agency, sealed: seal(reply.value), findings: reply.findings }
  if (reply.kind !== 'none') throw new TypeError('a writer gives a document or a reason')
  return { agency, state: 'failed', adapter: agency, reason: reply.reason, findings: reply.findings }
}

const policy = createPolicy(shipped)

/** As of what the index has not. */
export const unknownRecord: Awaited<ReturnType<HandingOver['recordOf']>> = {
  ...{
    label: joinLabels(),
    conceal: false,
    sealed: false,
    secret: false,
    marks: new Map(),
    standing: '',
    dossiers: [],
    numbers: [],
    own: [],
  },
}

/** `registry` with one participant changed. */
export function registryWith(registry: Registry, id: string, change: object): Registry {
  const participants = new Map(registry.participants)
  participants.set(id, { ...participants.get(id)!, ...change } as never)
  return {
    ...registry,
    version: `with ${JSON.stringify(change)}`,
    participants,
    participantOf: (of) => participants.get(of),
  }
}

/** What becomes of `translation` on its way from one agency to another. */
export const handing = (
  registry: Registry,
  asked: { readonly from: string; readonly to: string; readonly translation: Translation } & Pick<
    AskedHandingOver,
    'attached'
  >,
  change: Partial<HandingOver> = {},
): Promise<Handed> =>
  handedOver(
    { policy, registry, sources: { write }, recordOf: async () => unknownRecord, ...change },
    {
      ...{ ...asked, translation: seal(asked.translation) },
      ...{ reference: 'cg-3f9k2m7q', at: '2026-11-20T09:30:00+07:00' },
      event: 'ev-test',
    },
  )

/** The text of a written document, and of what is encoded in it. Signs outside ASCII are as their bytes. */
export function textOf(document: Sealed): string {
  const text = Buffer.from(open<NativeDocument>(document).body).toString('latin1')
  const inside = text.match(/[A-Za-z0-9+/\s]{80,}={0,2}/g) ?? []
  return [text, ...inside.map((run) => Buffer.from(run, 'base64').toString('latin1'))].join('\n')
}
