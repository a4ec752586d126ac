import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import canonicalize from 'canonicalize'
import type { Failure } from '../failures.ts'
import { moduleOf } from '../load.ts'
import type { Check, Subject } from '../subject.ts'

interface Task {
  readonly at: string
  /** The outcome as text that can be compared. */
  answer(): string
}

/** Each golden document and each sample twice here, forwards and backwards, and once in a thread that has seen no other. */
async function run({ folder, manifest, goldens, samples, ask, write }: Subject): Promise<readonly Failure[]> {
  const read = goldens.flatMap((golden) => golden.sides.map((side) => ({ golden, side })))
  const tasks: readonly Task[] = [
    ...read.map(({ golden: { file, bytes }, side }) => ({
      at: `${file} → ${side}`,
      answer: () => canonicalize(ask(side, bytes, file))!,
    })),
    ...samples.map(({ file, translation }) => ({
      at: `${file} → toNative`,
      answer: () => canonicalize(write?.(translation, file)) ?? '',
    })),
  ]
  const first = tasks.map(({ answer }) => answer())
  const second = tasks
    .toReversed()
    .map(({ answer }) => answer())
    .reverse()
  const worker = new Worker(new URL('../fresh.worker.ts', import.meta.url), {
    workerData: {
      module: moduleOf(folder),
      manifest,
      documents: read.map(({ golden, side }) => ({ side, bytes: golden.bytes, about: golden.file })),
      translations: samples.map(({ translation }) => translation),
    },
    env: {},
  })
  const [fresh] = (await once(worker, 'message')) as [readonly (string | undefined)[]]
  await worker.terminate()
  return tasks.flatMap(({ at }, n): readonly Failure[] => {
    if (first[n] !== second[n]) return [{ code: 'not-deterministic', at, measured: 'a second time' }]
    return first[n] === (fresh[n] ?? '') ? [] : [{ code: 'not-deterministic', at, measured: 'in a fresh thread' }]
  })
}

export const determinismCheck: Check = {
  name: 'determinism',
  title: { vi: 'Cùng tài liệu, cùng kết quả từng byte', en: 'One document, one result, byte for byte' },
  run,
}
