import { adminLists } from "./order.lists";
import { project } from "./projection";
import { find } from "./settlement";
import { count, type List } from "./tally";

const name = ({ index, name }: List) => `${index}|${name}`;

function listFrom(text: string): List {
  const [index, name = ""] = text.split("|");
  if (index !== "gsi2" && index !== "gsi3") throw new Error(`not a list of orders: ${text}`);
  return { index, name };
}

/** Counts an order in the admin's lists: all, and those in its state. */
export const projectOrder = (id: string): Promise<void> =>
  project(`order#${id}`, async () => {
    const order = await find(id);
    return {
      lists: order ? adminLists(order.state).map(name) : [],
      steps: ({ added, removed }) => [
        ...added.map((list) => count(listFrom(list), 1)),
        ...removed.map((list) => count(listFrom(list), -1)),
      ],
    };
  });
