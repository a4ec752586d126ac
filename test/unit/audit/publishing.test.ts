/** When tiles are made and a checkpoint is published: when nobody waits, and at the latest at the bounds that limits.log tells. */
import t from 'tap'
import { startPublishing } from '../../../gateway/audit/publishing.ts'
import { limits } from '../../../gateway/limits.ts'
import { fakeTimers } from '../../support/fake-timers.ts'

const { quiet_ms, publish_interval_ms, unpublished_ms_max, unpublished_bytes_max, tiled_at_once_bytes } = limits.log

/** What is made of a writer's batches: `done` gives the slices, and at each publication what was left for it, since it was asked last. */
function begin() {
  const timers = fakeTimers()
  let backlog = 0
  let steps: string[] = []
  let fault: Error | undefined
  const failures: unknown[] = []
  const tile = (bytes: number) => {
    if (fault) throw fault
    backlog -= bytes
    steps.push(`tiled ${bytes}`)
  }
  const publish = () => {
    steps.push(`published ${backlog}`)
    backlog = 0
  }
  const writer = { backlog_bytes: () => backlog, tile }
  const publishing = startPublishing(writer, publish, (error) => failures.push(error), timers)
  return {
    timers,
    failures,
    stop: publishing.stop,
    wrote: (bytes: number) => {
      backlog += bytes
      publishing.wrote(bytes)
    },
    done: () => {
      const done = steps
      steps = []
      return done
    },
    breaks: (error: Error) => {
      fault = error
    },
  }
}

t.test('in quiet times: an interval after the last one, and once for what came together', async (t) => {
  const { timers, wrote, done } = begin()
  wrote(10)
  timers.advance(publish_interval_ms - 1)
  t.same(done(), [])
  timers.advance(1)
  t.same(done(), ['published 10'])
  timers.advance(10 * publish_interval_ms)
  t.same(done(), [], 'nothing new')
  wrote(20)
  wrote(1)
  t.same(done(), [], 'not while an answer may be followed by the next request')
  timers.advance(quiet_ms)
  t.same(done(), ['published 21'])
})

t.test('under load: not before the bound of time, and then in slices between batches', async (t) => {
  const { timers, wrote, done } = begin()
  const each = tiled_at_once_bytes / 256
  const gap_ms = quiet_ms / 2
  let steps: string[] = []
  let [written, passed_ms] = [0, 0]
  for (; steps.length === 0; passed_ms += gap_ms) {
    if (passed_ms > 0) timers.advance(gap_ms)
    wrote(each)
    written += each
    steps = done()
  }
  t.equal(passed_ms - gap_ms, unpublished_ms_max)
  t.ok(written < unpublished_bytes_max, 'the bound of time, not that of bytes')
  t.ok(passed_ms < 10_000, 'a witness sees a checkpoint every ten seconds')
  t.match(steps, [/^(tiled|published) /])
})

t.test('under full load: at the bound of bytes, one slice for a batch, until it is published', async (t) => {
  for (const each of [64 * 1024, limits.log.batch_bytes_max]) {
    const { wrote, done } = begin()
    let batches = 0
    let steps: string[] = []
    for (; steps.length === 0; batches++) {
      wrote(each)
      steps = done()
    }
    t.equal(batches, unpublished_bytes_max / each)
    const slice = Math.max(tiled_at_once_bytes, 2 * each)
    for (; steps[0] === `tiled ${slice}`; batches++) {
      wrote(each)
      steps = done()
      t.ok(steps.length <= 1, 'whoever waits, waits for one slice')
    }
    t.match(steps, [/^published /])
    t.ok(batches * each < 2 * unpublished_bytes_max, 'it comes to an end, whatever the batches')
  }
})

t.test('what is begun goes on when it becomes quiet, slice by slice; a batch between them puts it off', async (t) => {
  const { timers, wrote, done } = begin()
  for (let at = 0; at < 3; at++) wrote(tiled_at_once_bytes)
  timers.advance(publish_interval_ms)
  t.same(done(), [`tiled ${2 * tiled_at_once_bytes}`, `published ${tiled_at_once_bytes}`])
  wrote(1)
  timers.advance(quiet_ms - 1)
  wrote(1)
  timers.advance(quiet_ms - 1)
  t.same(done(), [])
})

t.test('a slice that fails is told, and nothing more is tried by itself', async (t) => {
  const { timers, failures, wrote, done, breaks } = begin()
  for (let at = 0; at < 3; at++) wrote(tiled_at_once_bytes)
  const error = new Error('EIO')
  breaks(error)
  timers.advance(10 * publish_interval_ms)
  t.same(failures, [error])
  t.same(done(), [])
})

t.test('stopped, it does nothing', async (t) => {
  const { timers, wrote, done, stop } = begin()
  wrote(1)
  stop()
  timers.advance(10 * publish_interval_ms)
  t.same(done(), [])
})
