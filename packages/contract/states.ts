/** A state or union territory of India, by the code that the GST knows it by. */
export interface State {
  /** `29` */
  code: string;
  name: string;
  /** Other ways in which it is written: letters, former names. */
  also: readonly string[];
  /** It has no legislature of its own: its part of the tax is the UTGST. */
  territory?: true;
}

/** 25 went into 26, and 28 is the former Andhra Pradesh: both are read, and become what they are now. */
export const states: readonly State[] = [
  { code: "01", name: "Jammu and Kashmir", also: ["JK"] },
  { code: "02", name: "Himachal Pradesh", also: ["HP"] },
  { code: "03", name: "Punjab", also: ["PB"] },
  { code: "04", name: "Chandigarh", also: ["CH"], territory: true },
  { code: "05", name: "Uttarakhand", also: ["UK", "UT", "Uttaranchal"] },
  { code: "06", name: "Haryana", also: ["HR"] },
  { code: "07", name: "Delhi", also: ["DL", "New Delhi", "NCT of Delhi"] },
  { code: "08", name: "Rajasthan", also: ["RJ"] },
  { code: "09", name: "Uttar Pradesh", also: ["UP"] },
  { code: "10", name: "Bihar", also: ["BR"] },
  { code: "11", name: "Sikkim", also: ["SK"] },
  { code: "12", name: "Arunachal Pradesh", also: ["AR"] },
  { code: "13", name: "Nagaland", also: ["NL"] },
  { code: "14", name: "Manipur", also: ["MN"] },
  { code: "15", name: "Mizoram", also: ["MZ"] },
  { code: "16", name: "Tripura", also: ["TR"] },
  { code: "17", name: "Meghalaya", also: ["ML"] },
  { code: "18", name: "Assam", also: ["AS"] },
  { code: "19", name: "West Bengal", also: ["WB"] },
  { code: "20", name: "Jharkhand", also: ["JH"] },
  { code: "21", name: "Odisha", also: ["OD", "OR", "Orissa"] },
  { code: "22", name: "Chhattisgarh", also: ["CG", "CT"] },
  { code: "23", name: "Madhya Pradesh", also: ["MP"] },
  { code: "24", name: "Gujarat", also: ["GJ"] },
  {
    ...{ code: "26", name: "Dadra and Nagar Haveli and Daman and Diu", territory: true },
    also: ["25", "DH", "DN", "DD", "Daman and Diu", "Dadra and Nagar Haveli"],
  },
  { code: "27", name: "Maharashtra", also: ["MH"] },
  { code: "29", name: "Karnataka", also: ["KA"] },
  { code: "30", name: "Goa", also: ["GA"] },
  { code: "31", name: "Lakshadweep", also: ["LD"], territory: true },
  { code: "32", name: "Kerala", also: ["KL"] },
  { code: "33", name: "Tamil Nadu", also: ["TN"] },
  { code: "34", name: "Puducherry", also: ["PY", "Pondicherry"] },
  { code: "35", name: "Andaman and Nicobar Islands", also: ["AN", "Andaman and Nicobar"], territory: true },
  { code: "36", name: "Telangana", also: ["TS", "TG"] },
  { code: "37", name: "Andhra Pradesh", also: ["28", "AP", "AD"] },
  { code: "38", name: "Ladakh", also: ["LA"], territory: true },
];

/** "Jammu & Kashmir " and "jammu and kashmir" are the same. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^a-z0-9]/g, "");

const known = new Map(
  states.flatMap((state) => [state.code, state.name, ...state.also].map((way) => [plain(way), state])),
);

/** The state that somebody wrote: by name, code or letters, "29-Karnataka" too. Undefined where there is none. */
export const stateFrom = (text: string): State | undefined =>
  known.get(plain(text)) ?? known.get(/^\s*(\d\d)\s*-/.exec(text)?.[1] ?? "") ?? known.get(`0${plain(text)}`);

const india = new Set(["in", "ind", "india", "bharat", "republicofindia"]);

/** Whether a country, as somebody wrote it, is India. */
export const isIndia = (country: string): boolean => country.trim() === "भारत" || india.has(plain(country));
