import { nearest } from '../text/nearest.ts';

/** Names the zones that a text most likely means, the likeliest first; empty when it could be any. */
export function likelyTimezones(value: string): readonly string[] {
  const text = value.trim();
  const key = text.toLowerCase().replaceAll(/\s+/g, '_');
  const meant = ABBREVIATIONS.get(key) ?? CITIES.get(lastPart(key)) ?? zonesOfOffset(text);
  if (meant !== undefined) return meant;
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  // The runtime knows `PRC`, `US/Pacific` and `asia/shanghai`, too, and says where they are.
  const canonical = canonicalTimezone(text);
  if (canonical !== undefined && known.includes(canonical)) return [canonical];
  const place = known.find((name) => lastPart(name.toLowerCase()) === lastPart(key));
  const close = place ?? nearest(text, known);
  return close === undefined ? [] : [close];
}

/** The runtime's own name of a time zone, whatever the case; `undefined` for an offset and for what it does not know. */
export function canonicalTimezone(value: string): string | undefined {
  if (!/^[A-Za-z]/.test(value)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/**
 * The zones of an offset as people write it: `+08:00`, `UTC+8`, `GMT+8`. A POSIX zone (`CST-8`, `EST5`) and `Etc/GMT-8`
 * count the other way. Where many mean the mirror (`Etc/GMT-8`, `UTC8`), both are named.
 */
function zonesOfOffset(text: string): readonly string[] | undefined {
  const match =
    /^(?<name>[A-Za-z/]*) ?(?<sign>[+-]|(?<=^[A-Za-z]{3}))(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?$/.exec(
      text,
    );
  if (match?.groups === undefined) return undefined;
  const { name = '', sign = '', hours, minutes = '00' } = match.groups;
  const size = Number(hours) * 60 + Number(minutes);
  const offset = sign === '-' ? -size : size;
  const zones = offsetsMeant(name, sign, offset).flatMap((minutesEast) => OFFSETS.get(minutesEast) ?? []);
  return zones.length === 0 ? undefined : [...new Set(zones)];
}

function offsetsMeant(name: string, sign: string, offset: number): readonly number[] {
  if (/^(?:|utc|gmt|z)$/i.test(name)) return sign === '' ? [offset, -offset] : [offset];
  return /^etc\//i.test(name) ? [-offset, offset] : [-offset];
}

/** The usual names of zones, by minutes east of Greenwich. */
const OFFSETS: ReadonlyMap<number, string> = new Map([
  [-660, 'Pacific/Pago_Pago'],
  [-600, 'Pacific/Honolulu'],
  [-540, 'America/Anchorage'],
  [-480, 'America/Los_Angeles'],
  [-420, 'America/Denver'],
  [-360, 'America/Chicago'],
  [-300, 'America/New_York'],
  [-240, 'America/Halifax'],
  [-180, 'America/Sao_Paulo'],
  [-120, 'America/Noronha'],
  [-60, 'Atlantic/Azores'],
  [0, 'UTC'],
  [60, 'Europe/Berlin'],
  [120, 'Europe/Athens'],
  [180, 'Europe/Moscow'],
  [210, 'Asia/Tehran'],
  [240, 'Asia/Dubai'],
  [270, 'Asia/Kabul'],
  [300, 'Asia/Karachi'],
  [330, 'Asia/Kolkata'],
  [345, 'Asia/Kathmandu'],
  [360, 'Asia/Dhaka'],
  [390, 'Asia/Yangon'],
  [420, 'Asia/Bangkok'],
  [480, 'Asia/Shanghai'],
  [540, 'Asia/Tokyo'],
  [570, 'Australia/Darwin'],
  [600, 'Australia/Sydney'],
  [660, 'Pacific/Guadalcanal'],
  [720, 'Pacific/Auckland'],
  [780, 'Pacific/Tongatapu'],
  [840, 'Pacific/Kiritimati'],
]);

/** Abbreviations and names of other systems, in lower case; several zones where one abbreviation has several meanings. */
const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = byWord({
  UTC: 'utc gmt z zulu uct universal greenwich etc/gmt etc/gmt0 etc/gmt+0 etc/gmt-0 gmt0 gmt+0 gmt-0',
  'Asia/Shanghai America/Chicago': 'cst',
  'Asia/Shanghai': 'bjt ctt prc china cn 北京时间 中国标准时间 东八区 china_standard_time',
  'Asia/Hong_Kong': 'hkt',
  'Asia/Singapore': 'sgt',
  'Asia/Kuala_Lumpur': 'myt',
  'Asia/Manila': 'pht',
  'Asia/Tokyo': 'jst tokyo_standard_time',
  'Asia/Seoul': 'kst',
  'Asia/Bangkok': 'ict',
  'Asia/Jakarta': 'wib',
  'Asia/Makassar': 'wita',
  'Asia/Jayapura': 'wit',
  'Asia/Yangon': 'mmt',
  'Asia/Kathmandu': 'npt',
  'Asia/Thimphu': 'btt',
  'Asia/Colombo': 'slst',
  'Asia/Kabul': 'aft',
  'Asia/Tashkent': 'uzt',
  'Asia/Almaty': 'almt',
  'Asia/Ulaanbaatar': 'ulat',
  'Asia/Tehran': 'irst irdt',
  'Asia/Baku': 'azt',
  'Asia/Tbilisi': 'get',
  'Asia/Jerusalem': 'idt',
  'Asia/Kolkata Europe/Dublin Asia/Jerusalem': 'ist',
  'Asia/Kolkata': 'india_standard_time',
  'Asia/Karachi': 'pkt',
  'Asia/Dubai': 'gst',
  'Europe/London Asia/Dhaka': 'bst',
  'Europe/London': 'gmt_standard_time',
  'Europe/Lisbon': 'wet west',
  'Europe/Berlin': 'cet cest met mest mez mesz w._europe_standard_time',
  'Europe/Athens': 'eet eest',
  'Europe/Moscow': 'msk',
  'Europe/Istanbul': 'trt',
  'Africa/Johannesburg': 'sast',
  'Africa/Lagos': 'wat',
  'America/New_York Australia/Sydney': 'est',
  'America/New_York': 'edt et est5edt eastern eastern_standard_time',
  'America/Chicago': 'cdt ct cst6cdt central central_standard_time',
  'America/Denver': 'mst mdt mt mst7mdt mountain mountain_standard_time',
  'America/Los_Angeles': 'pst pdt pt pst8pdt pacific pacific_standard_time',
  'America/Anchorage': 'akst akdt',
  'Pacific/Honolulu': 'hst',
  'America/Halifax Asia/Riyadh': 'ast',
  'America/Halifax': 'adt',
  'America/St_Johns': 'nst ndt',
  'America/Sao_Paulo': 'brt brst',
  'America/Argentina/Buenos_Aires': 'art',
  'America/Manaus Asia/Yerevan': 'amt',
  'America/Santiago': 'clt clst',
  'America/Bogota': 'cot',
  'America/Lima': 'pet',
  'America/Guayaquil': 'ect',
  'America/La_Paz': 'bot',
  'America/Caracas': 'vet',
  'America/Montevideo': 'uyt',
  'America/Asuncion': 'pyt',
  'Pacific/Guam': 'chst',
  'Pacific/Pago_Pago Asia/Singapore': 'sst',
  'Australia/Sydney': 'aest aedt aet',
  'Australia/Adelaide': 'acst acdt',
  'Australia/Perth': 'awst',
  'Pacific/Auckland': 'nzst nzdt',
});

/** Large cities without a zone of their name, or whose zone the runtime calls by an older one, by the last part of the text. */
const CITIES: ReadonlyMap<string, readonly string[]> = byWord({
  'Asia/Shanghai':
    'beijing peking shenzhen guangzhou hangzhou chengdu nanjing wuhan tianjin xian suzhou qingdao chongqing harbin 北京 上海 深圳 广州 杭州 成都',
  'Asia/Tokyo': 'osaka kyoto',
  'Asia/Kolkata': 'kolkata delhi new_delhi mumbai bombay bangalore bengaluru chennai hyderabad pune',
  'Asia/Jakarta': 'bali surabaya',
  'Asia/Ho_Chi_Minh': 'ho_chi_minh hanoi',
  'Asia/Yangon': 'yangon',
  'Asia/Kathmandu': 'kathmandu',
  'Europe/Kyiv': 'kyiv',
  'America/Argentina/Buenos_Aires': 'buenos_aires',
  'Europe/Berlin': 'munich hamburg frankfurt cologne',
  'Europe/Zurich': 'geneva basel bern',
  'Europe/Madrid': 'barcelona',
  'Europe/Rome': 'milan',
  'America/New_York': 'washington boston miami atlanta philadelphia',
  'America/Chicago': 'dallas houston austin',
  'America/Los_Angeles': 'san_francisco seattle san_jose silicon_valley',
  'America/Toronto': 'ottawa montreal',
});

function byWord(words: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(words).flatMap(([zones, list]) =>
      list.split(' ').map((word) => [word, zones.split(' ')] as const),
    ),
  );
}
