import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import type { FaqChange, FaqOrder, FaqStatus, NewFaq } from "#contract/faq";
import { present } from "./attributes";
import { audited } from "./audit";
import { sanitize } from "./html";
import { newId } from "./id";
import type { Session } from "./session";
import { commit, type Step, step } from "./transaction";

/** A question and its answer. There are few: all stand in one partition, and are read together. */
const Faqs = new Entity(
  {
    model: { service: "iq", entity: "faq", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      question: { type: "string", required: true },
      answer: { type: "string", required: true },
      category: { type: "string" },
      sort_order: { type: "number", required: true },
      status: { type: ["draft", "published"] as const, required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: [], template: "faqs", casing: "none" },
        sk: { field: "sk", composite: ["id"], template: "${id}", casing: "none" },
      },
    },
  },
  store,
);
type Faq = EntityItem<typeof Faqs>;

/** How many there are, so that they stay few. */
const FaqCount = new Entity(
  {
    model: { service: "iq", entity: "faq-count", version: "1" },
    attributes: { total: { type: "number", required: true } },
    indexes: {
      primary: {
        pk: { field: "pk", composite: [], template: "faq-count", casing: "none" },
        sk: { field: "sk", composite: [], template: "faq-count", casing: "none" },
      },
    },
  },
  store,
);

const most = 500;

const oneMore = (): Step =>
  step(
    FaqCount.upsert({})
      .add({ total: 1 })
      .where(({ total }, { notExists, lt }) => `${notExists(total)} OR ${lt(total, most)}`)
      .params(),
    () => new Failure("wrong_state", { detail: `There are ${most} questions already, which is all there can be` }),
  );

const oneLess = (): Step => step(FaqCount.upsert({}).add({ total: -1 }).params());

const missing = () => new Failure("faq_not_found");

interface Filter {
  category?: string;
  status?: FaqStatus;
}

const inOrder = (a: Faq, b: Faq): number =>
  (a.category ?? "").localeCompare(b.category ?? "") || a.sort_order - b.sort_order || (a.id < b.id ? -1 : 1);

/** Every question that fits, by category and order: one query of all that there are. */
export async function listFaqs({ category, status }: Filter) {
  const { data } = await Faqs.query.primary({}).go({ pages: "all" });
  const faqs = data
    .filter((faq) => category === undefined || faq.category === category)
    .filter((faq) => status === undefined || faq.status === status)
    .sort(inOrder);
  return { faqs, total: faqs.length };
}

async function cleaned(html: string): Promise<string> {
  const answer = await sanitize(html);
  const message = "has nothing in it that may stand in an answer";
  if (answer === "") throw new Failure("invalid_input", { errors: [{ path: "body.answer", message }] });
  return answer;
}

/** @throws Failure wrong_state when there are too many */
export async function create(input: NewFaq, by: Session, now: Date): Promise<Faq> {
  const at = now.toISOString();
  const { category = null, ...given } = input;
  const faq: Faq = {
    ...{ ...given, answer: await cleaned(input.answer), ...present({ category: category ?? undefined }) },
    ...{ id: newId("faq", now), created_at: at, updated_at: at },
  };
  await commit([step(Faqs.create(faq).params()), oneMore(), ...audited(by, "faq.create", faq.id, {}, now)]);
  return faq;
}

/** Changes what is named; a category of null takes it out of its category. @throws Failure faq_not_found */
export async function update(id: string, input: FaqChange, by: Session, now: Date): Promise<Faq> {
  const { data: before } = await Faqs.get({ id }).go({ consistent: true });
  if (!before) throw missing();
  const { category, answer, ...given } = input;
  const clean = answer === undefined ? {} : { answer: await cleaned(answer) };
  const change = { ...given, ...clean, ...present({ category: category ?? undefined }), updated_at: now.toISOString() };
  const patch = Faqs.patch({ id }).set(change);
  const write = category === null ? patch.remove(["category"]) : patch;
  await commit([step(write.params(), missing), ...audited(by, "faq.update", id, { fields: Object.keys(input) }, now)]);
  const { category: former, ...rest } = before;
  return { ...rest, ...(category === undefined && former !== undefined ? { category: former } : {}), ...change };
}

/** @throws Failure faq_not_found */
export async function remove(id: string, by: Session, now: Date): Promise<void> {
  const present = Faqs.delete({ id }).where(({ question }, { exists }) => exists(question));
  await commit([step(present.params(), missing), oneLess(), ...audited(by, "faq.delete", id, {}, now)]);
}

/** Gives questions of one category the order that they are named in. @throws Failure faq_not_found for one of another category */
export async function reorder({ category, ids }: FaqOrder, by: Session, now: Date): Promise<void> {
  const placed = ids.map((id, sort_order) => {
    const patch = Faqs.patch({ id }).set({ sort_order, updated_at: now.toISOString() });
    const write = patch.where((faq, { eq, notExists }) =>
      category === null ? notExists(faq.category) : eq(faq.category, category),
    );
    return step(write.params(), missing);
  });
  await commit([...placed, ...audited(by, "faq.reorder", "faqs", { category, ids }, now)]);
}
