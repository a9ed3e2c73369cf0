// The one house of a run, and how a story is told in it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { officer, openHouse, visit } from "./house.mjs";

export const house = await openHouse();
after(() => house.close());

/** Tells a story; every browser opened in it is closed at its end, and none may have complained. */
export function story(name, tell) {
  test(name, { timeout: 240_000 }, async () => {
    const pages = [];
    const keep = async (page) => {
      pages.push(await page);
      return page;
    };
    const doors = {
      keep,
      visit: (options) => keep(visit(house, options)),
      officer: (who, options) => keep(officer(house, who, options)),
    };
    try {
      await tell(doors);
      assert.deepEqual(pages.flatMap((page) => page.complaints), []);
    } finally {
      await Promise.all(pages.map((page) => page.context().close()));
    }
  });
}
