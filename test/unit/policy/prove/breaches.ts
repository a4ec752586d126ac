/** Mistakes that somebody might make in a policy, one each, and the invariant that has to find it. */
import { changed, replaced, shippedFiles } from './folder.ts'

export interface Breach {
  readonly says: string
  /** Texts of files in place of the shipped ones. */
  readonly files: Readonly<Record<string, string | undefined>>
  /** Of the invariants that it breaks, the one that speaks of it. */
  readonly found: string
}

const policy = (id: string): string => `cedar/${id}.cedar`
const without = (id: string) => ({ [policy(id)]: undefined })
const added = (id: string, effect: string, condition: string, action = 'action == Lienthong::Action::"read"') => ({
  [policy(id)]:
    `@id("${id}") @legalBasis("x") @vi("x") @reason("purpose")\n${effect} (principal, ${action}, resource)\nwhen { ${condition} };`,
})
const inPolicy = (id: string, from: string | RegExp, to: string) => replaced(policy(id), from, to)

/** What read policies have in common, for one that is too free in a single respect. */
const asHolder = 'context.relations.contains("holder") && principal.serves.contains("holder")'

export const breaches: readonly Breach[] = [
  {
    says: 'state secrets leave in clear',
    files: without('state-secret-channel'),
    found: 'state-secret-never-in-clear',
  },
  {
    says: 'top secret is forgotten: the range ends one too early',
    files: inPolicy('state-secret-channel', 'resource.level <= 5', 'resource.level <= 4'),
    found: 'state-secret-never-in-clear',
  },
  {
    says: 'what is concealed shows to the supervising procuracy',
    files: inPolicy('conceal-marked', 'contains("holder")', 'containsAny(["holder", "supervising"])'),
    found: 'concealed-unknown',
  },
  {
    says: 'concealment hides that it exists, and not what it says',
    files: inPolicy(
      'conceal-marked',
      'principal, action, resource',
      'principal, action == Lienthong::Action::"know", resource',
    ),
    found: 'concealed-unknown',
  },
  { says: 'a seal keeps nobody out', files: without('sealed-holder-only'), found: 'sealed-holder-alone' },
  {
    says: 'the reporter is told to who supervises',
    files: inPolicy('reporter-identity', '["holder", "resolver"]', '["holder", "resolver", "supervising"]'),
    found: 'reporter-identity-circle',
  },
  {
    says: 'the tag or the relation is enough for the reporter',
    files: inPolicy('reporter-identity', '&&', '||'),
    found: 'reporter-identity-circle',
  },
  {
    says: 'a protected witness is told to the court',
    files: without('protected-witness'),
    found: 'protected-witness-circle',
  },
  {
    says: 'what is marked as of an official is told to the court',
    files: inPolicy('official-under-management', '"inspecting"', '"inspecting", "adjudicating"'),
    found: 'official-circle',
  },
  {
    says: 'a minor is told in part to whoever may not have it in full',
    files: {
      ...inPolicy('masked-personal-data', 'resource.tags == ["DLCN_CO_BAN"]', 'resource.tags.contains("DLCN_CO_BAN")'),
    },
    found: 'masked-basic-data-only',
  },
  {
    says: 'partial forms of what is no personal data',
    files: inPolicy(
      'masked-personal-data',
      'resource.tags == ["DLCN_CO_BAN"]',
      '["DLCN_CO_BAN"].containsAll(resource.tags)',
    ),
    found: 'masked-basic-data-only',
  },
  {
    says: 'another purpose is as good',
    files: without('purpose-own'),
    found: 'purpose-of-the-agency',
  },
  {
    says: 'a system for audits gets case data',
    files: inPolicy('case-data-exchange-only', 'contains("exchange")', 'containsAny(["exchange", "audit"])'),
    found: 'exchange-systems-only',
  },
  { says: 'who audits sees dossiers', files: without('audit-no-content'), found: 'auditing-without-content' },
  {
    says: 'who passed the matter on reads what is restricted',
    files: inPolicy('read-originator', 'resource.level <= 1', 'resource.level <= 2'),
    found: 'originator-progress-only',
  },
  {
    says: 'who passed the matter on reads of persons',
    files: inPolicy('read-originator', 'resource.tags.isEmpty()', 'principal.tags.containsAll(resource.tags)'),
    found: 'front-follows-only',
  },
  {
    says: 'clearance one lower will do',
    files: inPolicy('read-supervising', 'resource.level <= principal.clearance', 'resource.level <= 2'),
    found: 'clearance-ceiling',
  },
  {
    says: 'a tag that one is not cleared for is no obstacle to who holds',
    files: added(
      'read-own-tags',
      'permit',
      `${asHolder} && resource.level <= principal.clearance && resource.level <= 2`,
    ),
    found: 'tags-ceiling',
  },
  {
    says: 'somebody without any relation reads what is public',
    files: added('read-public', 'permit', 'resource.level == 0 && resource.tags.isEmpty()'),
    found: 'stranger-nothing',
  },
  {
    says: 'a relation that the purpose does not serve opens',
    files: inPolicy('read-resolver', 'principal.serves.contains("resolver") &&', ''),
    found: 'relation-served',
  },
  {
    says: 'the undetermined counts as secret, and goes through the channel',
    files: {
      ...without('undetermined-never'),
      ...added('read-sealed-parts', 'permit', `${asHolder} && context.approvedChannel`),
    },
    found: 'undetermined-never-read',
  },
  {
    says: 'an agency is shut out from its own records once they are sealed',
    files: added('sealed-nobody', 'forbid', 'context.sealed'),
    found: 'holder-reads-its-own',
  },
  {
    says: 'what is read was never known to exist',
    files: inPolicy('know-related', '"supervising", ', ''),
    found: 'read-implies-know',
  },
  {
    says: 'a high clearance is taken for a secretary’s and gets less',
    files: added('no-high-officers', 'forbid', 'principal.clearance == 4'),
    found: 'clearance-never-costs',
  },
  {
    says: 'being cleared for officials costs the rest',
    files: added('officials-only', 'forbid', 'principal.tags.contains("CAN_BO_QUAN_LY") && resource.tags.isEmpty()'),
    found: 'cleared-tag-never-costs',
  },
  {
    says: 'a minor’s tag opens what is restricted',
    files: added('minors-open', 'permit', `${asHolder} && resource.tags == ["NGUOI_CHUA_THANH_NIEN"]`),
    found: 'tag-never-gives',
  },
  {
    says: 'restricted opens where internal does not',
    files: added('restricted-first', 'forbid', 'resource.level == 1 && context.relations.contains("resolver")'),
    found: 'level-never-gives',
  },
  {
    says: 'a seal opens what is closed',
    files: added('sealed-open', 'forbid', '!context.sealed && context.relations.contains("holder")'),
    found: 'conceal-and-seal-never-give',
  },
  {
    says: 'a channel opens what is no secret',
    files: added('channel-open', 'permit', `${asHolder} && context.approvedChannel && resource.level <= 2`),
    found: 'channel-for-secrets-only',
  },
  {
    says: 'lists tell what reading does not',
    files: added('list-only', 'forbid', 'context.operation == "dossier:read"'),
    found: 'list-never-more-than-read',
  },
  {
    says: 'the Front may supervise',
    files: replaced(
      'purposes.json',
      /("GIAM_SAT_XA_HOI".*?"relations": \["holder", )"originator"\]/s,
      '$1"originator", "supervising"]',
    ),
    found: 'supervising-is-for-the-procuracy',
  },
  {
    says: 'a policy names a purpose that nobody has',
    files: added('typo', 'forbid', 'principal.purpose == "KIEM_SAT_NGUON_TINS"'),
    found: 'names-known',
  },
  {
    says: 'whoever is no exchanging agency is granted a tag',
    files: replaced('participants/giam-sat-an-ninh.json', '"tags": []', '"tags": ["NGUOI_TO_GIAC"]'),
    found: 'tags-granted',
  },
]

export const broken = (breach: Breach) => changed(shippedFiles, breach.files)
