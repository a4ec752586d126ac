/** An adapter's folder as the checks look at it. */
import { basename } from 'node:path'
import type { Adapter } from '../sdk/adapter.ts'
import { asking } from './asking.ts'
import { samplesFor } from './back/samples.ts'
import { delivering } from './delivering.ts'
import { fieldsOf, readGoldens, readKit, readManifest } from './load.ts'
import { openNative } from './native/open.ts'
import { randomOf } from './random.ts'
import type { Golden, Subject } from './subject.ts'

export interface Loading {
  readonly seed: number
  /** One in so many fields and mutants is tried; 1 when nothing is said. The seed says which fields. */
  readonly every?: number
  /** Gives the adapter when everything else is read: from then on nothing but it and the checks runs. */
  load(): Promise<Adapter>
  /** What the adapter is asked about, and when it has answered. */
  called(about: string | undefined): void
  progress(done: number, total: number): void
}

/** Reads manifest, kit and golden documents of `folder`, then the adapter. Throws what reading them and `load` throw. */
export async function loadSubject(
  folder: string,
  { seed, every = 1, load, called, progress }: Loading,
): Promise<Subject> {
  const manifest = readManifest(folder)
  const kit = await readKit(folder)
  const { goldens, ...read } = readGoldens(folder, manifest, kit)
  const rows = fieldsOf(manifest)
  const writes = manifest.directions.some((direction) => direction === 'toNative')
  const samples = writes ? samplesFor(folder) : []
  const adapter = await load()
  const asked = asking(adapter, manifest, called)
  const delivery = delivering(adapter, asked.handingOver.reference, called)
  const byStatus = ({ expected, bytes, file }: Golden): boolean =>
    expected.shared === 'absent' && asked.ask('shared', bytes, file).state !== 'ok'
  return {
    folder,
    name: basename(folder),
    manifest,
    kit,
    ...read,
    goldens: goldens.filter((golden) => !byStatus(golden)),
    absences: goldens.filter(byStatus),
    samples,
    ...rows,
    tried: rows.fields.filter((_, number) => number % every === seed % every),
    every,
    seed,
    random: () => randomOf(seed),
    ...asked,
    ...(delivery && { delivery }),
    open: (bytes) => openNative(manifest, kit, bytes),
    openSpelt: (bytes) => openNative(manifest, kit, kit.asWritten?.(bytes) ?? bytes),
    progress,
  }
}
