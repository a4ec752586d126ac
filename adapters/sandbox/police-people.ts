/** What the police alone know of a person: a name in the neighbourhood, a passport instead of a number. */
import type { Participant, Person } from '../../schemas/generated/types.ts'
import type { Translation } from '../sdk/adapter.ts'
import type { Facts } from './facts.ts'

/** In the South a child is called by its place among its brothers and sisters. */
const BIRTH_ORDER = ['Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'Tám']
const NATIONALITIES = ['KHM', 'USA', 'AUS']

function alias(facts: Facts, fullName: string): Pick<Person, 'otherNames'> {
  const given = fullName.split(' ').at(-1)!
  return { otherNames: [`${BIRTH_ORDER[facts.n % BIRTH_ORDER.length]} ${given}`] }
}

const foreigner = (facts: Facts): Pick<Person, 'nationality' | 'travelDocument'> => ({
  nationality: NATIONALITIES[facts.n % NATIONALITIES.length]!,
  travelDocument: `N${String(10_000_000 + facts.n * 7_919).slice(-8)}`,
})

/** The participants, some with an alias; of suspects who have a name and no number one is a foreigner. */
export function known(facts: Facts, of: readonly Participant[]): readonly Participant[] {
  const abroad = of.find(({ role, person }) => isSuspect(role.code) && person?.fullName && !person.personalId)
  return of.map((participant, i) => {
    const { person } = participant
    if (person?.fullName === undefined) return participant
    const more = {
      ...(i === 0 && facts.n % 5 === 1 ? alias(facts, person.fullName) : {}),
      ...(participant === abroad && facts.n % 3 === 0 ? foreigner(facts) : {}),
    }
    return { ...participant, person: { ...person, ...more } }
  })
}

const isSuspect = (role: string): boolean => role === 'NGUOI_BI_TO_GIAC' || role === 'BI_CAN'

/** A foreigner has no personal number to be unknown. */
export const knownAbsent = (of: readonly Participant[], absent: Translation['absent']): Translation['absent'] =>
  absent.map((entry) => {
    const [, i] = /^\/participants\/(\d+)\/person\/personalId$/.exec(entry.path) ?? []
    return of[Number(i)]?.person?.travelDocument === undefined ? entry : { ...entry, why: 'inapplicable' }
  })
