/**
 * The stand-in cipher of the sandboxes: what a cơ yếu-approved product would do at the sender's seat. It is not
 * approved for anything; it exists so that an opaque part has a real ciphertext that the gateway has no key to.
 */
import { createCipheriv, createHash } from 'node:crypto'
import type { Determiner, OpaquePart, Person } from '../../schemas/generated/types.ts'
import { coded } from './codes.ts'

/** An opaque part for VKS that stands for `content` at `covers` (JSON Pointer into the facet); the same for the same `context`. */
function sealed(
  context: string,
  content: unknown,
  { covers, level, determinedBy }: Pick<OpaquePart, 'covers' | 'level'> & { readonly determinedBy: Determiner },
): OpaquePart {
  const secret = (purpose: string): Buffer =>
    createHash('sha256').update(`lienthong sandbox ${purpose} ${context} ${covers}`).digest()
  const iv = secret('iv').subarray(0, 12)
  const cipher = createCipheriv('aes-256-gcm', secret('key'), iv)
  const body = Buffer.concat([iv, cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    id: 'PM-1',
    covers,
    level,
    determinedBy,
    recipient: coded('agencies', 'VKS'),
    product: 'sandbox, not approved',
    digest: createHash('sha256').update(body).digest('base64'),
    ciphertext: body.toString('base64'),
  }
}

/** An opaque part that stands for the identity of the reporter at `covers` (JSON Pointer into the facet). */
export function sealedIdentity(seed: number, covers: string, identity: Person, determinedOn: string): OpaquePart {
  return sealed(`${seed}`, identity, { covers, level: 'MAT', determinedBy: determiner(determinedOn) })
}

/** An opaque part that stands for the procuracy's opinion on the direction of handling. */
export function sealedOpinion(seed: number, covers: string, opinion: string, determinedBy: Determiner): OpaquePart {
  return sealed(`${seed} opinion`, opinion, { covers, level: 'TOI_MAT', determinedBy })
}

/** Who determined the denouncer's identity to be MẬT, and on which item of the list (QĐ 774/QĐ-TTg). */
export function determiner(at: string): Determiner {
  return {
    agency: coded('agencies', 'CA'),
    officer: 'Đại tá Trần Quốc Thưởng, Phó Giám đốc Công an tỉnh An Giang',
    at,
    listItem: 'QĐ 774/QĐ-TTg ngày 05/06/2020: họ tên, địa chỉ, bút tích của người tố cáo',
  }
}

/** Who determined the opinion to be TỐI MẬT, and on which item of the list (QĐ 1180/QĐ-TTg). */
export function opinionDeterminer(at: string): Determiner {
  return {
    agency: coded('agencies', 'VKS'),
    officer: 'Lê Hoàng Phúc, Viện trưởng Viện kiểm sát nhân dân tỉnh An Giang',
    at,
    listItem:
      'QĐ 1180/QĐ-TTg ngày 04/08/2020: trao đổi với cơ quan tiến hành tố tụng về đường lối xử lý vụ việc tham nhũng, chức vụ nghiêm trọng',
  }
}
