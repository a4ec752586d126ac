/** The ways from the records to the bytes of the answer, by name. Each is made in a process of its own. */

import { gateway, gatewayLogged, inTwoSteps } from './gateway.ts'
import { abilityOf, asked, caslApp, mercuriusApp, mercuriusAuthApp } from './peers.ts'
import { clerk, dossier, investigator, openLabels } from './records.ts'

/** Gives one answer. */
export type Give = () => Buffer | Promise<Buffer>

export interface Way {
  /** Of thirty fields, how many come with a value. */
  readonly given: number
  make(): Promise<Give>
}

const contextOf = (caller: typeof clerk) => {
  const open = openLabels(caller)
  return { dossier, open, ability: abilityOf(open) }
}
type Asking = ReturnType<typeof contextOf>
const whole = (make: (context: Asking) => Give | Promise<Give>): Way => ({
  given: 30,
  make: async () => make(contextOf(investigator)),
})
const part = (make: (context: Asking) => Give | Promise<Give>): Way => ({
  given: 20,
  make: async () => make(contextOf(clerk)),
})

/** The first is what the others are held against. */
export const ways: Readonly<Record<string, Way>> = {
  'unprotected: Mercurius, jit': whole(async (all) => asked(await mercuriusApp(), all)),
  'gateway, all released': whole(() => gateway(investigator)),
  'gateway, a third withheld': part(() => gateway(clerk)),
  'gateway, a third withheld, and the log told': part(() => gatewayLogged(clerk, false)),
  'gateway, a third withheld, told and committed to': part(() => gatewayLogged(clerk, true)),
  'masks first, then Mercurius: all released': whole(async () => inTwoSteps(await mercuriusApp(), investigator)),
  'masks first, then Mercurius: a third withheld': part(async () => inTwoSteps(await mercuriusApp(), clerk)),
  'mercurius-auth per field, all released': whole(async (all) => asked(await mercuriusAuthApp(), all)),
  'mercurius-auth per field, a third: null and error': part(async (open) => asked(await mercuriusAuthApp(), open)),
  'CASL per field, all released': whole(async (all) => asked(await caslApp(true), all)),
  'CASL per field, a third: null and error': part(async (open) => asked(await caslApp(true), open)),
  'CASL per field, a third: null, and nothing said': part(async (open) => asked(await caslApp(false), open)),
}
