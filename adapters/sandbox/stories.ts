/** Where the named matters stand among the made-up ones, and who holds what. */

export type AgencyId = 'cong-an' | 'vien-kiem-sat'
export type Holders = 'both' | AgencyId

export const storyNames = [
  'to-giac-mat',
  'nguoi-chua-thanh-nien',
  'giau-voi-vien-kiem-sat',
  'giau-voi-cong-an',
  'phan-bi-giau',
  'cham-han',
  'nac-danh',
  'tam-dinh-chi',
] as const
export type StoryName = (typeof storyNames)[number]

const HOLDERS: readonly Holders[] = ['both', 'both', 'cong-an', 'vien-kiem-sat']

/** Of every four matters both agencies hold two, Công an alone one, the procuracy alone one. */
export function holdersOf(n: number): Holders {
  return HOLDERS[n % HOLDERS.length]!
}

const PLACES: Readonly<Record<number, StoryName>> = {
  0: 'to-giac-mat',
  1: 'nguoi-chua-thanh-nien',
  2: 'giau-voi-vien-kiem-sat',
  3: 'giau-voi-cong-an',
  4: 'phan-bi-giau',
  5: 'cham-han',
  6: 'nac-danh',
  8: 'tam-dinh-chi',
}

/** The story that matter number `n` tells, if any. */
export function storyOf(n: number): StoryName | undefined {
  return PLACES[n]
}

/** The part of this agency is concealed: nobody but its holder may know of it. */
export function concealed(story: StoryName | undefined, agency: AgencyId): boolean {
  if (story === 'giau-voi-vien-kiem-sat' || story === 'phan-bi-giau') return agency === 'cong-an'
  return story === 'giau-voi-cong-an' && agency === 'vien-kiem-sat'
}
