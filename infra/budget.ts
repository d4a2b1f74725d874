import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import type { Stage } from "./stage";

/** Percent of the month's budget, and whether they are spent or only foreseen. */
const warnings = [
  { threshold: 80, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "FORECASTED" },
];

/**
 * The account's costs of a month. Not the stage's alone: a filter by a tag that nobody has activated in the billing
 * console matches nothing, and such a budget never says a word.
 */
export function createBudget(scope: Construct, { name, terms, alarmEmail: address }: Stage): void {
  new CfnBudget(scope, "Budget", {
    budget: {
      ...{ budgetName: `instaiq-${name}`, budgetType: "COST", timeUnit: "MONTHLY" },
      budgetLimit: { amount: terms.budget, unit: "USD" },
    },
    ...(address
      ? {
          notificationsWithSubscribers: warnings.map((warning) => ({
            notification: { ...warning, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
            subscribers: [{ subscriptionType: "EMAIL", address }],
          })),
        }
      : {}),
  });
}
