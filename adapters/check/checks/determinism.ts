import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import canonicalize from 'canonicalize'
import type { Failure } from '../failures.ts'
import { moduleOf } from '../load.ts'
import type { Check, Golden, Subject } from '../subject.ts'

/** Each golden document twice here, forwards and backwards, and once in a thread that has seen no other. */
async function run(subject: Subject): Promise<readonly Failure[]> {
  const tasks = subject.goldens.flatMap((golden) => golden.sides.map((side) => ({ golden, side })))
  const answer = ({ golden, side }: (typeof tasks)[number]): string =>
    canonicalize(subject.ask(side, golden.bytes, golden.file))!
  const first = tasks.map(answer)
  const second = tasks.toReversed().map(answer).reverse()
  const worker = new Worker(new URL('../fresh.worker.ts', import.meta.url), {
    workerData: {
      module: moduleOf(subject.folder),
      manifest: subject.manifest,
      documents: tasks.map(({ golden, side }) => ({ side, bytes: golden.bytes, about: golden.file })),
    },
    env: {},
  })
  const [fresh] = (await once(worker, 'message')) as [readonly string[]]
  await worker.terminate()
  return tasks.flatMap(({ golden, side }: { golden: Golden; side: string }, n): readonly Failure[] => {
    const at = `${golden.file} → ${side}`
    if (first[n] !== second[n]) return [{ code: 'not-deterministic', at, measured: 'a second time' }]
    return first[n] === fresh[n] ? [] : [{ code: 'not-deterministic', at, measured: 'in a fresh thread' }]
  })
}

export const determinismCheck: Check = {
  name: 'determinism',
  title: { vi: 'Cùng tài liệu, cùng kết quả từng byte', en: 'One document, one result, byte for byte' },
  run,
}
