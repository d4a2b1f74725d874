/** What happens when a card is charged. */
export type Outcome =
  | { kind: "succeeds"; disputed?: true }
  | { kind: "challenges" }
  | { kind: "declines"; code: string; declineCode?: string; message: string };

type Brand = "amex" | "mastercard" | "visa";

/** One of Stripe's test cards: https://docs.stripe.com/testing#cards */
export interface TestCard {
  /** Short name of the button that fills it in; cards without one aren't offered on the page. */
  label?: string;
  number: string;
  brand: Brand;
  /** `pm_card_…` tokens that stand for it. */
  tokens: string[];
  outcome: Outcome;
}

const declined = "Your card was declined.";

function cardDeclined(declineCode: string, message = declined): Outcome {
  return { kind: "declines", code: "card_declined", declineCode, message };
}

export const testCards: TestCard[] = [
  {
    label: "Succeeds",
    number: "4242424242424242",
    brand: "visa",
    tokens: ["pm_card_visa", "pm_card_in"],
    outcome: { kind: "succeeds" },
  },
  {
    label: "Asks for 3-D Secure",
    number: "4000002500003155",
    brand: "visa",
    tokens: ["pm_card_authenticationRequired", "pm_card_authenticationRequiredOnSetup"],
    outcome: { kind: "challenges" },
  },
  {
    label: "3-D Secure 2",
    number: "4000000000003220",
    brand: "visa",
    tokens: ["pm_card_threeDSecure2Required", "pm_card_threeDSecureRequired"],
    outcome: { kind: "challenges" },
  },
  {
    label: "Declined",
    number: "4000000000000002",
    brand: "visa",
    tokens: ["pm_card_chargeDeclined", "pm_card_visa_chargeDeclined"],
    outcome: cardDeclined("generic_decline"),
  },
  {
    label: "Insufficient funds",
    number: "4000000000009995",
    brand: "visa",
    tokens: ["pm_card_chargeDeclinedInsufficientFunds", "pm_card_visa_chargeDeclinedInsufficientFunds"],
    outcome: cardDeclined("insufficient_funds", "Your card has insufficient funds."),
  },
  {
    label: "Expired card",
    number: "4000000000000069",
    brand: "visa",
    tokens: ["pm_card_chargeDeclinedExpiredCard"],
    outcome: { kind: "declines", code: "expired_card", message: "Your card has expired." },
  },
  {
    label: "Wrong CVC",
    number: "4000000000000127",
    brand: "visa",
    tokens: ["pm_card_chargeDeclinedIncorrectCvc"],
    outcome: { kind: "declines", code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  },
  {
    label: "Paid, then disputed",
    number: "4000000000000259",
    brand: "visa",
    tokens: ["pm_card_createDispute"],
    outcome: { kind: "succeeds", disputed: true },
  },
  {
    number: "4000000000000119",
    brand: "visa",
    tokens: ["pm_card_chargeDeclinedProcessingError"],
    outcome: {
      kind: "declines",
      code: "processing_error",
      message: "An error occurred while processing your card. Try again in a little bit.",
    },
  },
  { number: "5555555555554444", brand: "mastercard", tokens: ["pm_card_mastercard"], outcome: { kind: "succeeds" } },
  { number: "378282246310005", brand: "amex", tokens: ["pm_card_amex"], outcome: { kind: "succeeds" } },
];

const notATestCard: Outcome = cardDeclined(
  "test_mode_live_card",
  "Your card was declined. Your request was in test mode, but used a non test card.",
);

/** A number that isn't one of the test cards is declined, as in Stripe's test mode. */
export function outcomeOf(number: string): Outcome {
  return testCards.find((card) => card.number === number)?.outcome ?? notATestCard;
}

/** The network by the number's first digits. */
export function brandOf(number: string): Brand {
  if (/^3[47]/.test(number)) return "amex";
  return number.startsWith("5") || number.startsWith("2") ? "mastercard" : "visa";
}
