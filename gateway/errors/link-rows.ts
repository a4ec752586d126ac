/** Errors of links between dossiers. Part of the catalogue. */
import { type Row, row } from './row.ts'

export const linkRows = {
  'link-not-resolver': row(
    403,
    'caller',
    [
      'Chỉ cơ quan giải quyết được gộp hoặc tách hồ sơ',
      'Không có gì thay đổi. Cơ quan phải đang giải quyết một phần trong hai hồ sơ và được biết cả hai.',
    ],
    [
      'Only the resolving agency may tie or part dossiers',
      'Nothing was changed. The agency has to resolve a part of one of the two, and may know of both.',
    ],
  ),
  'link-two-facets': row(
    409,
    'caller',
    [
      'Một cơ quan giữ phần riêng trong cả hai hồ sơ',
      'Không có gì thay đổi: hai phần của một cơ quan là hai vụ việc của cơ quan đó. Cơ quan ấy phải tự nhập phần của mình trước.',
    ],
    [
      'One agency holds a part of both',
      'Nothing was changed: two parts of one agency are two matters of that agency. It has to make one of them first.',
    ],
  ),
  'link-same-dossier': row(
    409,
    'caller',
    ['Hai mã là của một hồ sơ', 'Không có gì thay đổi: hai hồ sơ này đã là một.'],
    ['Both ids are of one dossier', 'Nothing was changed: the two are one already.'],
  ),
  'link-not-found': row(
    404,
    'caller',
    [
      'Không có liên kết này',
      'Kiểm tra mã liên kết và hồ sơ nêu trong mã truy cập. Liên kết mà bên gọi không được biết cũng trả lời như vậy.',
    ],
    [
      'No such link',
      'Check the id of the link and the dossiers in the token. Links that the caller may not know of are answered the same.',
    ],
  ),
} as const satisfies Record<string, Row>
