/** What the demonstration tells of status and result: the police decide, and nobody sends anything. */
import { setTimeout as pause } from 'node:timers/promises'
import { monotonic_ms } from '../../telemetry/clock.ts'
import { control } from '../control.ts'
import { delivered } from './delivered.ts'
import { firstLines } from './papers.ts'
import { partyOf, type Scene, sceneOf, type Telling, type Told } from './scene.ts'
import { paint } from './table.ts'

/** The gateway looks for what changed by itself. */
const TOLD_MS_MAX = 20_000

interface Made {
  readonly receiver: string
  readonly transfer: string
}

/** A matter of the police that the Front passed on and the procuracy supervises: its key, and words of the inside. */
export interface Supervised {
  readonly ma: string
  readonly summary: string
}

/** Who is told of `ma` once the police have decided: nobody when they did not, or it takes too long. */
async function decided(
  { run, noted }: Scene,
  police: ReturnType<typeof partyOf>,
  ma: string,
): Promise<readonly Made[]> {
  const made = async (): Promise<readonly Made[]> =>
    noted(await police.call('/v1/notices?state=made&first=100')).json.items
  const before = new Set((await made()).map(({ transfer }) => transfer))
  const { status } = await control(run, 'cong-an', '/_sandbox/touch', { ma, quyetDinh: 'KHOI_TO' })
  for (const began = monotonic_ms(); status === 200 && monotonic_ms() - began < TOLD_MS_MAX; await pause(500)) {
    const told = (await made()).filter(({ transfer }) => !before.has(transfer))
    if (told.length >= 2) return told
  }
  return []
}

/** Tells it on a running gateway; each time it is another decision. Rejects when the gateway or a sandbox can't be reached. */
export async function tellDecision(telling: Telling, { ma, summary }: Supervised): Promise<Told> {
  const { run, print } = telling
  const [front, police] = [partyOf(run, 'mttq'), partyOf(run, 'cong-an')]
  const scene = sceneOf(telling)
  const { say, claim, noted } = scene
  try {
    print(paint('bold', say('decided')))
    const told = new Map((await decided(scene, police, ma)).map(({ receiver, transfer }) => [receiver, transfer]))
    const toFront = told.get('mttq')
    claim(toFront !== undefined && told.has('vien-kiem-sat'), say('toldByItself'))
    if (toFront === undefined) return scene
    const status = await delivered(front, toFront)
    claim(status.state === 'delivered' && status.madeBy === 'gateway', say('nobodySent'))
    const got = noted(await front.call(`/v1/inbox/${toFront}`)).bytes
    for (const line of firstLines('MTTQ', got)) print(`  ${line}`)
    claim(!String(got).includes(summary), say('noneOfIt'))
    return scene
  } finally {
    front.close()
    police.close()
  }
}
