/** So many, or so much: in `npm run soak`, and in the tests of every day, which must not take longer than ten minutes. */
export const inSoak = <Amount>(soak: Amount, usually: Amount): Amount => (process.env.SOAK ? soak : usually);
