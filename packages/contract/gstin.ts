const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** State, PAN, number of the registration within the state, Z, check character. */
export const gstinForm = /^(0[1-9]|[12]\d|3[0-8])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/;

/** The last character of a GSTIN, from those before it: weights 1 and 2 by turns, digit sums to the base of 36. */
export function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, sign, index) => {
    const product = signs.indexOf(sign) * (index % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return signs.charAt((36 - (sum % 36)) % 36);
}

/** Whether it can be a GSTIN of a business; whether it is one, only the GST portal knows. */
export const isGstin = (text: string): boolean =>
  gstinForm.test(text) && text.at(-1) === checkCharacter(text.slice(0, -1));
