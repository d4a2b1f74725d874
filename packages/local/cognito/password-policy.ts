import type { Fields } from "./fields";
import { invalidParameter, ServiceFault } from "./service-fault";

export interface PasswordPolicy {
  minimumLength: number;
  uppercase: boolean;
  lowercase: boolean;
  numbers: boolean;
  symbols: boolean;
  /** How long a password set by an administrator may wait to be replaced. */
  temporaryDays: number;
}

/** From `Policies.PasswordPolicy`; what it leaves out has the service's defaults. */
export function readPasswordPolicy(properties: Fields): PasswordPolicy {
  return {
    minimumLength: properties.number("MinimumLength") ?? 8,
    uppercase: properties.flag("RequireUppercase") ?? true,
    lowercase: properties.flag("RequireLowercase") ?? true,
    numbers: properties.flag("RequireNumbers") ?? true,
    symbols: properties.flag("RequireSymbols") ?? true,
    temporaryDays: properties.number("TemporaryPasswordValidityDays") ?? 7,
  };
}

const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Faults: `InvalidPasswordException` naming the first rule broken, `InvalidParameterException` for outer white space. */
export function requireConforming(password: string, policy: PasswordPolicy): void {
  if (password.length > 256 || password !== password.trim()) {
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: " +
        "Member must have length less than or equal to 256 and must not begin or end with white space",
    );
  }
  const broken = brokenRule(password, policy);
  if (broken !== undefined) {
    throw new ServiceFault("InvalidPasswordException", `Password did not conform with policy: ${broken}`);
  }
}

function brokenRule(password: string, policy: PasswordPolicy): string | undefined {
  if (password.length < policy.minimumLength) return "Password not long enough";
  if (policy.uppercase && !/[A-Z]/.test(password)) return "Password must have uppercase characters";
  if (policy.lowercase && !/[a-z]/.test(password)) return "Password must have lowercase characters";
  if (policy.numbers && !/[0-9]/.test(password)) return "Password must have numeric characters";
  if (policy.symbols && !symbol.test(password)) return "Password must have symbol characters";
  return undefined;
}
