import { amountInWords, numberInWords } from "./amount.words";

test.each([
  [0, "Zero"],
  [7, "Seven"],
  [10, "Ten"],
  [19, "Nineteen"],
  [20, "Twenty"],
  [99, "Ninety-Nine"],
  [100, "One Hundred"],
  [101, "One Hundred One"],
  [1499, "One Thousand Four Hundred Ninety-Nine"],
  [99_999, "Ninety-Nine Thousand Nine Hundred Ninety-Nine"],
  [100_000, "One Lakh"],
  [1_050_000, "Ten Lakh Fifty Thousand"],
  [10_000_000, "One Crore"],
  [99_999_999, "Nine Crore Ninety-Nine Lakh Ninety-Nine Thousand Nine Hundred Ninety-Nine"],
  [12_345_678_901, "One Thousand Two Hundred Thirty-Four Crore Fifty-Six Lakh Seventy-Eight Thousand Nine Hundred One"],
])("%d is %s", (number, words) => {
  expect(numberInWords(number)).toBe(words);
});

test.each([
  [1499, "INR", "Rupees One Thousand Four Hundred Ninety-Nine Only"],
  [0.01, "INR", "Rupees Zero and One Paise Only"],
  [1414.82, "INR", "Rupees One Thousand Four Hundred Fourteen and Eighty-Two Paise Only"],
  [49.5, "USD", "US Dollars Forty-Nine and Fifty Cents Only"],
  [500, "JPY", "Japanese Yen Five Hundred Only"],
] as const)("%d %s is %s", (amount, currency, words) => {
  expect(amountInWords(amount, currency)).toBe(words);
});
