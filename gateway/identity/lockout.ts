/**
 * Who has failed too often gets no token for a while. What is counted belongs to the system on the connection, whose certificate proves it,
 * and to the officers that it names: nobody can lock out another agency.
 */
import { decodeJwt } from 'jose'
import type { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { Lockout, RateStore } from '../store/rate.ts'
import type { System } from './caller.ts'
import { officerId, olderThanReplayStore } from './officer-assertion.ts'

const { window_s, officer_failures_max, system_failures_max, lock_s_min, lock_s_max } = limits.lockout
const times = { window_s, lock_s_min, lock_s_max }
const ofOfficer: Lockout = { ...times, failures_max: officer_failures_max }
const ofSystem: Lockout = { ...times, failures_max: system_failures_max }

const systemKey = ({ id }: System): string => `system\0${id}`

/** The officer that an assertion names; nothing of it has been verified. */
function namedOfficer(form: URLSearchParams): string | undefined {
  try {
    const { sub } = decodeJwt(form.get('assertion') ?? '')
    return typeof sub === 'string' && officerId.test(sub) ? sub : undefined
  } catch {
    return undefined
  }
}

function keysOf(system: System, form: URLSearchParams): readonly { readonly key: string; readonly lockout: Lockout }[] {
  const officer = namedOfficer(form)
  return [
    { key: systemKey(system), lockout: ofSystem },
    ...(officer === undefined ? [] : [{ key: `officer\0${system.id}\0${officer}`, lockout: ofOfficer }]),
  ]
}

/** Seconds for which a token request of `system` with this form is refused; 0: it is not. */
export async function lockedFor_s(rates: RateStore, system: System, form: URLSearchParams): Promise<number> {
  return Math.max(...(await Promise.all(keysOf(system, form).map(({ key }) => rates.lockedFor_s(key)))))
}

/** Whether the assertion was at fault: not when the gateway forgot what was used, or everybody would fail after each loss of Redis. */
const isFailure = ({ code, cause }: GatewayError): boolean =>
  code === 'oauth-invalid-grant' && cause !== olderThanReplayStore

/**
 * What becomes of a token request counts: a refused assertion as a failure; a token (no `refusal`) ends the officer's failures and half of
 * the system's, so that one part of a system that goes on failing does not lock out the others for good.
 */
export async function countTokenRequest(
  rates: RateStore,
  {
    system,
    form,
    refusal,
  }: { readonly system: System; readonly form: URLSearchParams; readonly refusal?: GatewayError },
): Promise<void> {
  const [ofSystem, ...ofOfficer] = keysOf(system, form)
  if (!refusal && ofOfficer.length > 0)
    await Promise.all([rates.ease(ofSystem!.key), ...ofOfficer.map(({ key }) => rates.forgive(key))])
  if (!refusal || !isFailure(refusal)) return
  for (const { key, lockout } of [ofSystem!, ...ofOfficer]) await rates.fail(key, lockout)
}

/** A token that was shown and is forged or another system's. What has merely expired, was revoked, or rests on an earlier registry or certificate is no failure. */
export const countForgedToken = (rates: RateStore, system: System): Promise<void> =>
  rates.fail(systemKey(system), ofSystem)
