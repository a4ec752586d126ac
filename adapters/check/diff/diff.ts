/** Compares two versions of an adapter by their manifests and coverage files (`lienthong adapter diff`). */
import { isDeepStrictEqual } from 'node:util'
import { levels } from '../../../schemas/generated/fields.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import type { Manifest } from '../../sdk/adapter.ts'
import type { CoverageRow, PlaceRow } from '../coverage/report.ts'
import type { Change } from './change.ts'
import { fieldChanges } from './fields.ts'
import { placeChanges } from './places.ts'

export interface Version {
  readonly manifest: Manifest
  /** `fields` of coverage.json. */
  readonly coverage: readonly CoverageRow[]
  /** `places` of coverage.json. */
  readonly places?: readonly PlaceRow[]
}

const said = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '–'))

function formChanges({ manifest: a }: Version, { manifest: b }: Version): readonly Change[] {
  const pairs = [
    ['agency', a.agency, b.agency],
    ['contract', a.contract, b.contract],
    ['transport/kind', a.transport.kind, b.transport.kind],
    ['transport/acknowledgement', a.transport.acknowledgement, b.transport.acknowledgement],
    ...(['codec', 'mediaType', 'encoding', 'separator'] as const).map(
      (name) => [`native/${name}`, a.native[name] ?? '–', b.native[name] ?? '–'] as const,
    ),
  ] as const
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(
      ([at, before, after]): Change => ({
        kind: 'format-changed',
        at: `#/${at}`,
        before: said(before),
        after: said(after),
      }),
    )
}

function boundChanges({ manifest: a }: Version, { manifest: b }: Version): readonly Change[] {
  return (['bytesMax', 'nodesMax', 'depthMax'] as const).flatMap((name): readonly Change[] => {
    const [before, after] = [a.native[name], b.native[name]]
    if (before === after) return []
    const kind = after < before ? 'bound-lowered' : 'bound-raised'
    return [{ kind, at: `#/native/${name}`, before: said(before), after: said(after) }]
  })
}

function transportChanges({ manifest: a }: Version, { manifest: b }: Version): readonly Change[] {
  return (['retry', 'idempotency', 'secrets'] as const).flatMap((name): readonly Change[] => {
    const [before, after] = [a.transport[name], b.transport[name]]
    if (isDeepStrictEqual(before, after)) return []
    return [{ kind: 'transport-declared', at: `#/transport/${name}`, before: said(before), after: said(after) }]
  })
}

/** Whether `b` is at least as high as `a`, and has all its tags. */
const covers = (b: Label, a: Label): boolean =>
  levels.indexOf(b.level) >= levels.indexOf(a.level) && a.tags.every((tag) => b.tags.includes(tag))

function markChanges({ manifest: a }: Version, { manifest: b }: Version): readonly Change[] {
  const old = new Map(a.marks.map((mark) => [mark.native, mark]))
  const young = new Map(b.marks.map((mark) => [mark.native, mark]))
  const changes: Change[] = []
  for (const [at, { optional }] of young) {
    const was = old.get(at)
    if (was === undefined) changes.push({ kind: 'mark-added', at })
    else if (was.optional !== optional) changes.push({ kind: optional ? 'mark-optional' : 'mark-needed', at })
  }
  for (const at of old.keys()) if (!young.has(at)) changes.push({ kind: 'mark-gone', at })
  const [before, after] = [a.labelWhenUnmarked, b.labelWhenUnmarked]
  const told = { at: '#/labelWhenUnmarked', before: said(before), after: said(after) }
  if (!covers(after, before)) changes.push({ kind: 'unmarked-lowered', ...told })
  else if (!covers(before, after)) changes.push({ kind: 'unmarked-raised', ...told })
  return changes
}

function directionChanges({ manifest: a }: Version, { manifest: b }: Version): readonly Change[] {
  const [old, young]: readonly (readonly string[])[] = [a.directions, b.directions]
  const gone = old!.filter((way) => !young!.includes(way))
  const added = young!.filter((way) => !old!.includes(way))
  return [
    ...gone.map((before): Change => ({ kind: 'direction-gone', at: '#/directions', before })),
    ...added.map((after): Change => ({ kind: 'direction-added', at: '#/directions', after })),
  ]
}

/** Everything that differs in what the two say of themselves and what was measured. NOT compared: code, and so which codes are known. */
export const adapterChanges = (before: Version, after: Version): readonly Change[] => [
  ...formChanges(before, after),
  ...transportChanges(before, after),
  ...boundChanges(before, after),
  ...markChanges(before, after),
  ...directionChanges(before, after),
  ...fieldChanges(
    { rows: before.manifest.fields, coverage: before.coverage },
    { rows: after.manifest.fields, coverage: after.coverage },
  ),
  ...placeChanges(
    { rows: before.manifest.withoutPlace ?? [], places: before.places },
    { rows: after.manifest.withoutPlace ?? [], places: after.places },
  ),
]
