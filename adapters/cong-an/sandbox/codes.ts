/** The sandbox system's own code lists, as its writer uses them: shared code first. Kept apart from the adapter's tables. */
const table = (rows: string): ReadonlyMap<string, string> =>
  new Map(
    rows
      .trim()
      .split(/\s+/)
      .map((row) => row.split('=') as [string, string]),
  )

const lists = {
  kinds: table('TO_GIAC=1 TIN_BAO=2 TIN_BAO_TTDC=3 KIEN_NGHI_KHOI_TO=4 TU_THU=5 TRUC_TIEP_PHAT_HIEN=6 KHAC=9'),
  channels: table(`TRUC_TIEP=A DIEN_THOAI=B BUU_CHINH=C VAN_BAN_CO_QUAN=D TRUC_VAN_BAN=E CONG_DVC=F CONG_TTDT=G
    UNG_DUNG_DI_DONG=H BAO_CHI=I MANG_XA_HOI=K TIEP_CONG_DAN=L THANH_TRA=M KIEM_TOAN=N MTTQ=O DOAN_GIAM_SAT=P
    TO_TUNG_TRUC_TIEP=Q`),
  stages: table(`TIEP_NHAN=10 PHAN_LOAI=11 CHUYEN_DI=12 PHAN_CONG=20 XAC_MINH=21 GIA_HAN=22 TAM_DINH_CHI=23 PHUC_HOI=24
    KHOI_TO=30 KHONG_KHOI_TO=31 CHUYEN=32 NHAP=33 DIEU_TRA=40 TRUY_TO=50 XET_XU_ST=60 XET_XU_PT=61 THI_HANH_AN=70`),
  decisions: table(
    `PHAN_CONG=PC KHOI_TO=KT KHONG_KHOI_TO=KKT TAM_DINH_CHI=TDC PHUC_HOI=PH CHUYEN=CT GIA_HAN=GH HUY_BO=HB
    KHOI_TO_BI_CAN=KTBC KET_LUAN_DIEU_TRA=KLDT CAO_TRANG=CTR THU_LY=TL DUA_RA_XET_XU=DXX TRA_HO_SO=THS
    BAN_AN_SO_THAM=BAST KET_LUAN_THANH_TRA=KLTT KIEN_NGHI_KHOI_TO=KNKT`,
  ),
  roles: table('NGUOI_BI_TO_GIAC=DT BI_HAI=BH NGUOI_LAM_CHUNG=LC NGUOI_LIEN_QUAN=LQ BI_CAN=BC BI_CAO=BCO'),
  urgency: table('THUONG=0 KHAN=1 THUONG_KHAN=2 HOA_TOC=3'),
  corruptionFields: table(`DAT_DAI=L01 DAU_TU=L02 TAI_CHINH=L03 XAY_DUNG_CO_BAN=L04 DOANH_NGHIEP_NHA_NUOC=L05
    TAI_SAN_CONG=L06 MUA_SAM=L07 TUYEN_SINH_DAO_TAO=L08 TUYEN_DUNG=L09 HOAT_DONG_TU_PHAP=L10 TIEP_CONG_DAN=L11`),
  agencies: table('CA=01 VKS=02 TA=03 TTr=04 MTTQ=05'),
  reporterKinds: table('CA_NHAN=C CO_QUAN_TO_CHUC=T AN_DANH=A'),
  sexes: table('NAM=1 NU=2 KHAC=3'),
  tasks: table('GIAI_QUYET=GQ KIEM_SAT=KS XET_XU=XX'),
  clockStates: table('DANG_CHAY=1 DUNG_HAN=2 QUA_HAN=3 TAM_DUNG=4'),
  absenceReasons: table('unknown=CR inapplicable=KAD pending=CBS'),
  levels: table('CONG_KHAI=K NOI_BO=NB HAN_CHE=HC MAT=C TOI_MAT=B TUYET_MAT=A'),
  tags: table(
    'NGUOI_TO_GIAC=TG NGUOI_CHUA_THANH_NIEN=CTN BAO_VE_NHAN_CHUNG=BV DLCN_CO_BAN=CB DLCN_NHAY_CAM=NC CAN_BO_QUAN_LY=QL',
  ),
}

/** The system's own code; throws on one that its lists lack, a fault of the made-up world. */
export function nativeCode(list: keyof typeof lists, code: string): string {
  const native = lists[list].get(code)
  if (native === undefined) throw new Error(`${list} has no code for ${code}`)
  return native
}
