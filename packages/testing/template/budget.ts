import { isRecord } from "#local/cloud/template";
import { presenceFaults, propertyFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const budgetOf = (resources: Resources): Resource => resources.named("AWS::Budgets::Budget", "Budget");

const warning = (NotificationType: string, Threshold: number, Address: unknown) => ({
  Notification: { ComparisonOperator: "GREATER_THAN", ThresholdType: "PERCENTAGE", NotificationType, Threshold },
  Subscribers: [{ SubscriptionType: "EMAIL", Address }],
});

/** Whoever is woken by alarms; nobody where nobody was named. */
export function wokenBy(resources: Resources): unknown {
  const mailed = resources.ofType("AWS::SNS::Subscription").find(({ properties }) => properties.Protocol === "email");
  return mailed?.properties.Endpoint;
}

/** A budget of the stage's size; where somebody is woken by alarms, they are told before it is spent. */
export function budgetFaults(resources: Resources): string[] {
  const budget = budgetOf(resources);
  const address = wokenBy(resources);
  const warnings = [warning("ACTUAL", 80, address), warning("FORECASTED", 100, address)];
  const { NotificationsWithSubscribers: told } = budget.properties;
  const mailed = Array.isArray(told) && told.some(isRecord);
  return [
    ...presenceFaults(resources, "AWS::Budgets::Budget", [budget]),
    ...(mailed === (address !== undefined) ? [] : [`${budget.id} tells somebody else than the alarms`]),
    ...propertyFaults(budget, {
      Budget: {
        ...{ BudgetName: `instaiq-${resources.stage}`, BudgetType: "COST", TimeUnit: "MONTHLY" },
        BudgetLimit: { Amount: resources.terms.budget, Unit: "USD" },
      },
      NotificationsWithSubscribers: address === undefined ? undefined : warnings,
    }),
  ];
}
